using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace MLExtensions.Tests.Support;

/// <summary>The weights and bias of a fitted linear regression.</summary>
internal sealed record FittedRegression(float[] Weights, float Bias)
{
    public static FittedRegression Ridge(
        IEnumerable<Measurement> rows, float l2Regularization, Action<RidgeRegressionTrainer.Options>? configure = null)
    {
        var ml = new MLContext(seed: 1);
        LinearRegressionModelParameters model = ml.Ridge(l2Regularization, configure).Fit(ml.RegressionView(rows)).Model;
        return new FittedRegression([.. model.Weights], model.Bias);
    }

    public double Predict(Measurement row) =>
        Bias + row.Features.DenseValues().Zip(Weights, (x, w) => (double)x * w).Sum();

    /// <summary>λ‖w‖² + Σᵢ wᵢ (yᵢ − w·xᵢ − b)², straight from the definition, in double precision.</summary>
    public double Objective(IEnumerable<Measurement> rows, double l2Regularization) =>
        l2Regularization * Weights.Sum(w => (double)w * w)
        + rows.Sum(row => row.Weight * (row.Label - Predict(row)) * (row.Label - Predict(row)));

    /// <summary>Whether two models are the same up to rounding: relative to the longest of the weights, and to the bias.</summary>
    public static void AssertClose(FittedRegression expected, FittedRegression actual, double tolerance)
    {
        double length = Math.Sqrt(expected.Weights.Sum(w => (double)w * w));
        for (int f = 0; f < expected.Weights.Length; f++)
            Assert.AreEqual(expected.Weights[f], actual.Weights[f], tolerance * length, $"weight {f}");
        Assert.AreEqual(expected.Bias, actual.Bias, tolerance * (1 + Math.Abs(expected.Bias)), "bias");
    }
}
