using MLExtensions.Optimization.Designs;

namespace MLExtensions.Optimization.Newton;

/// <summary>ℓ(s, y) = (s − y)², with the slope 2 (s − y) and the second derivative 2.</summary>
internal sealed class SquaredBlockLoss : BlockLoss
{
    private readonly double[] _targets;

    public SquaredBlockLoss(DesignMatrix design, float[] targets, float[] weights)
        : base(design, outputs: 1, weights)
    {
        _targets = new double[design.Length(1)];
        for (int i = 0; i < targets.Length; i++)
            _targets[i] = targets[i];
        for (int i = 0; i < targets.Length; i++)
            ValueAtZero += Weights[i] * _targets[i] * _targets[i];
    }

    public override bool IgnoresCommonShift => false;

    public override double LargestCurvature => 2;

    public override double ValueAtZero { get; }

    public override bool SelectsExactly => true;

    public override int[] ActiveRows() => [.. Enumerable.Range(0, Design.Rows)];

    public override BlockLoss Select(DesignMatrix design, int[] rows) => throw new NotSupportedException("All examples have curvature.");

    public override double Evaluate(int block, ReadOnlySpan<double> scores, Span<double> slopes)
    {
        int start = block * Length;
        double total = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double error = scores[i] - _targets[start + i];
            double slope = Weights[start + i] * error;
            total += slope * error;
            slopes[i] = 2 * slope;
        }

        return total;
    }

    public override void MultiplyHessian(int block, ReadOnlySpan<double> direction, Span<double> result)
    {
        int start = block * Length;
        for (int i = 0; i < direction.Length; i++)
            result[i] = 2 * Weights[start + i] * direction[i];
    }

    public override void Curvatures(int block, Span<double> curvatures)
    {
        int start = block * Length;
        for (int i = 0; i < curvatures.Length; i++)
            curvatures[i] = 2 * Weights[start + i];
    }

    public override void PairCurvatures(int block, int k, int l, Span<double> curvatures) =>
        throw new NotSupportedException("There is one score.");
}
