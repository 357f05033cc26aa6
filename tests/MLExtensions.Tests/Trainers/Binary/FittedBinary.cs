using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MLExtensions.Tests.Trainers.Binary;

/// <summary>The vector and the bias of a fitted binary model.</summary>
internal sealed record FittedBinary(float[] Weights, float Bias)
{
    public static FittedBinary Of(ITransformer transformer) => transformer switch
    {
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> logistic => Of(logistic.Model.SubModel),
        BinaryPredictionTransformer<LinearBinaryModelParameters> machine => Of(machine.Model),
        _ => throw new ArgumentException($"{transformer.GetType()} is no linear binary model."),
    };

    public double Score(BinaryExample row) => Bias + row.Features.Zip(Weights, (x, w) => (double)x * w).Sum();

    /// <summary>λ‖w‖² + Σᵢ wᵢ log(1 + exp(−yᵢ sᵢ)), from the definition.</summary>
    public double LogisticObjective(IEnumerable<BinaryExample> rows, double l2Regularization) => Penalty(l2Regularization) + rows.Sum(row =>
    {
        double z = -Sign(row) * Score(row);
        return row.Weight * (Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
    });

    /// <summary>λ‖w‖² + Σᵢ wᵢ max(0, m − yᵢ sᵢ), from the definition.</summary>
    public double HingeObjective(IEnumerable<BinaryExample> rows, double l2Regularization, double margin) =>
        Penalty(l2Regularization) + rows.Sum(row => row.Weight * Math.Max(0, margin - Sign(row) * Score(row)));

    private static FittedBinary Of(LinearBinaryModelParameters model) => new([.. model.Weights], model.Bias);

    private static int Sign(BinaryExample row) => row.Label ? 1 : -1;

    private double Penalty(double l2Regularization) => l2Regularization * Weights.Sum(w => (double)w * w);
}
