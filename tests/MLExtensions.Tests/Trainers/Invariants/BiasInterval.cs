using System.Numerics.Tensors;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>The SVM's optimal biases for given weights and two classes, all points where a slope changes being tried.</summary>
/// <remarks>
/// With d the difference of the two scores at the mean row, and aᵢ = (w₁ − w₀)·(xᵢ − x̄), the loss is
/// Σ max(0, 1 + d + aᵢ) over class 0 + Σ max(0, 1 − d − aᵢ) over class 1.
/// </remarks>
internal sealed class BiasInterval
{
    private readonly double[] _mean;
    private readonly double _from;
    private readonly double _to;

    public BiasInterval(InvariantProblem problem, PlainModel optimum)
    {
        var space = new RowSpace(problem.Rows, problem.Weights);
        _mean = space.Mean;
        double[] direction = Difference(optimum);
        double[] a = Array.ConvertAll(space.Centered, row => TensorPrimitives.Dot<double>(direction, row));
        double[] kinks = [.. a.Select((value, i) => (problem.Labels[i] == 0 ? -1 : 1) - value)];
        double[] losses = Array.ConvertAll(
            kinks, d => a.Select((value, i) => Math.Max(0, 1 + (problem.Labels[i] == 0 ? d + value : -d - value))).Sum());

        // Slopes are whole numbers, and what is optimal is so up to rounding.
        double least = losses.Min() + 1e-9;
        double[] optimal = [.. kinks.Where((_, i) => losses[i] <= least)];
        _from = optimal.Min();
        _to = optimal.Max();
    }

    /// <summary>The one of least size.</summary>
    public double Nearest => Math.Clamp(0, _from, _to);

    /// <summary>A model's d.</summary>
    public double Of(PlainModel model) => model.Biases[1] - model.Biases[0] + TensorPrimitives.Dot<double>(Difference(model), _mean);

    private static double[] Difference(PlainModel model) => [.. model.Weights[1].Zip(model.Weights[0], (w, other) => w - other)];
}
