namespace MLExtensions.Optimization.Losses;

/// <summary>The loss of two classes as a function of one score s, which stands for the scores −s/2 and s/2.</summary>
/// <remarks>
/// Of the softmax it is the logistic loss, log(1 + exp(−s)) for the class 1 and log(1 + exp s) for the class 0; of the joint hinge it is
/// the hinge itself, max(0, m − s) and max(0, m + s).
/// </remarks>
/// <param name="ofClasses">The loss of the two scores.</param>
internal sealed class OppositeScoresLoss(ILoss<double, int> ofClasses) : ILoss<double, int>
{
    private const int ExamplesAtOnce = 64;

    /// <summary>The loss of the two scores.</summary>
    public ILoss<double, int> OfClasses => ofClasses;

    public IReadOnlyList<ILoss<double, int>> SmoothApproximations => ofClasses.HasKinks
        ? [.. ofClasses.SmoothApproximations.Select(loss => new OppositeScoresLoss(loss))]
        : [this];

    public double ScoreUnit => ofClasses.ScoreUnit;

    /// <summary>Half that of a class: a step of s moves each of the two scores by half.</summary>
    public double Curvature(int scores) => ofClasses.Curvature(2) / 2;

    public double Evaluate(Span<double> scores, ReadOnlySpan<int> targets, ReadOnlySpan<double> weights)
    {
        Span<double> pairs = stackalloc double[2 * ExamplesAtOnce];
        double total = 0;
        for (int start = 0; start < targets.Length; start += ExamplesAtOnce)
        {
            int count = Math.Min(ExamplesAtOnce, targets.Length - start);
            Span<double> some = scores.Slice(start, count);
            for (int i = 0; i < count; i++)
                (pairs[2 * i], pairs[2 * i + 1]) = (-some[i] / 2, some[i] / 2);
            total += ofClasses.Evaluate(pairs[..(2 * count)], targets.Slice(start, count), weights.Slice(start, count));
            for (int i = 0; i < count; i++)
                some[i] = (pairs[2 * i + 1] - pairs[2 * i]) / 2;
        }

        return total;
    }
}
