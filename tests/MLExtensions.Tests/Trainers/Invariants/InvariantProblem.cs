using System.Globalization;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>A small training problem, and its objective straight from the definition, in double precision.</summary>
/// <param name="Trainer">Which loss is minimized, and how.</param>
/// <param name="Rows">x.</param>
/// <param name="Labels">The classes; a regression has none.</param>
/// <param name="Targets">The numbers to be predicted; a classifier has none.</param>
/// <param name="Weights">The examples' weights, positive.</param>
/// <param name="Classes">How many there are, with or without examples; 1 for a regression.</param>
/// <param name="Lambda">λ.</param>
/// <param name="Sparse">Whether rows hold only what is not zero.</param>
/// <param name="Origin">Where it comes from.</param>
internal sealed record InvariantProblem(
    LinearTrainer Trainer, float[][] Rows, int[] Labels, float[] Targets, float[] Weights, int Classes, float Lambda, bool Sparse, string Origin)
{
    public bool IsRegression => Trainer is LinearTrainer.RidgeExact or LinearTrainer.RidgeDescent;

    public int Columns => Rows[0].Length;

    /// <summary>The classes that have examples.</summary>
    public int[] PresentClasses => IsRegression ? [0] : [.. Labels.Distinct().Order()];

    /// <summary>λ‖W‖² + Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ).</summary>
    public double Objective(PlainModel model)
    {
        double value = Lambda * model.SquaredNorm();
        for (int i = 0; i < Rows.Length; i++)
            value += Weights[i] * Loss(model.Scores(Rows[i]), i);
        return value;
    }

    public InvariantProblem Map(Func<float[], float[]> row) => this with { Rows = Array.ConvertAll(Rows, x => row(x)) };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Trainer}, {Rows.Length} × {Columns}, {Classes} classes, λ = {Lambda:G3}, {Origin}");

    private double Loss(double[] scores, int i) => Trainer switch
    {
        LinearTrainer.Softmax => Softmax(scores, Labels[i]),
        LinearTrainer.Svm => ObjectiveValue.Hinge(scores, Labels[i]),
        _ => (Targets[i] - scores[0]) * (Targets[i] - scores[0]),
    };

    /// <summary>log Σₖ exp(sₖ − s_y), also where it is nearly 0.</summary>
    private static double Softmax(double[] scores, int label)
    {
        double largest = scores.Max();
        double others = 0;
        for (int k = 0; k < scores.Length; k++)
            others += k == label ? 0 : Math.Exp(scores[k] - largest);
        double own = Math.Exp(scores[label] - largest);
        return own == 1 ? double.LogP1(others) : Math.Log(own + others) + largest - scores[label];
    }
}
