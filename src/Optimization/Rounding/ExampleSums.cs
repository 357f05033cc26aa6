using System.Numerics.Tensors;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Rounding;

/// <summary>Sums the losses of examples whose scores are made some at a time.</summary>
/// <param name="problem">The examples.</param>
/// <param name="loss">Their loss.</param>
/// <param name="cancellationToken">Looked at every few rows.</param>
internal sealed class ExampleSums<TTarget>(LinearProblem<TTarget> problem, ILoss<double, TTarget> loss, CancellationToken cancellationToken)
{
    private const int RowsAtOnce = 256;

    private readonly double[] _scores = new double[RowsAtOnce * problem.Outputs];
    private readonly double[] _weights = new double[RowsAtOnce];

    /// <summary>Writes the scores of consecutive examples.</summary>
    /// <param name="start">The first.</param>
    /// <param name="scores">Receives them, examples × outputs.</param>
    public delegate void ScoreWriter(int start, Span<double> scores);

    /// <summary>Σᵢ wᵢ ℓ(sᵢ, yᵢ).</summary>
    public double Losses(ScoreWriter write)
    {
        double total = 0;
        for (int start = 0; start < problem.Targets.Length; start += RowsAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(RowsAtOnce, problem.Targets.Length - start);
            Span<double> scores = _scores.AsSpan(0, count * problem.Outputs);
            write(start, scores);
            TensorPrimitives.ConvertChecked<float, double>(problem.Weights.AsSpan(start, count), _weights);
            total += loss.Evaluate(scores, problem.Targets.AsSpan(start, count), _weights.AsSpan(0, count));
        }

        return total;
    }
}
