using System.Numerics.Tensors;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Bounds;

/// <summary>
/// The multiclass SVM's objective of a model in double precision: λ‖W‖² + Σᵢ wᵢ Σ_{j≠yᵢ} max(0, m + sᵢⱼ − s_{i yᵢ}).
/// </summary>
internal static class HingeObjective
{
    private const int RowsAtOnce = 256;

    /// <summary>F of a model, a sum over the rows.</summary>
    /// <param name="problem">The problem, its features rescaled.</param>
    /// <param name="scaling">How they have been.</param>
    /// <param name="margin">m.</param>
    /// <param name="model">The model, in the user's units.</param>
    /// <param name="workers">The threads; the bits do not depend on how many.</param>
    public static double Of(LinearProblem<int> problem, ColumnScaling scaling, double margin, LinearModel model, Workers workers)
    {
        double[][] weights = scaling.Condition(model.PreciseWeights());
        double[] biases = scaling.ConditionBiases(model);
        int chunks = (problem.Features.Rows + RowsAtOnce - 1) / RowsAtOnce;
        var losses = new double[chunks];
        workers.Run(chunks, 1, workers.Count, (start, end) =>
        {
            var scores = new double[RowsAtOnce * problem.Outputs];
            for (int chunk = start; chunk < end; chunk++)
            {
                workers.CancellationToken.ThrowIfCancellationRequested();
                int first = chunk * RowsAtOnce;
                Span<double> some = scores.AsSpan(0, Math.Min(RowsAtOnce, problem.Features.Rows - first) * problem.Outputs);
                problem.Features.Multiply(first, weights, some);
                losses[chunk] = Loss(problem, margin, first, some, biases);
            }
        });
        double squares = model.Weights.Sum(row => row.Sum(w => (double)w * w));
        return problem.L2Regularization * squares + TensorPrimitives.Sum<double>(losses);
    }

    private static double Loss(LinearProblem<int> problem, double margin, int first, Span<double> scores, ReadOnlySpan<double> biases)
    {
        double total = 0;
        for (int i = 0; i < scores.Length / biases.Length; i++)
        {
            Span<double> s = scores.Slice(i * biases.Length, biases.Length);
            TensorPrimitives.Add(s, biases, s);
            int y = problem.Targets[first + i];
            double loss = 0;
            for (int j = 0; j < s.Length; j++)
                loss += j == y ? 0 : Math.Max(0, margin + s[j] - s[y]);
            total += problem.Weights[first + i] * loss;
        }

        return total;
    }
}
