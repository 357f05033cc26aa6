using MLExtensions.Optimization.Losses;

namespace MLExtensions.Optimization.Rounding;

/// <summary>The losses of a single score that stands for two opposite ones.</summary>
internal sealed class OppositeOutputLosses : OutputLosses
{
    private readonly OppositeScoresLoss _loss;
    private readonly int[] _targets;
    private readonly double[] _gradients;

    public OppositeOutputLosses(double[][] scores, float[] weights, int[] targets, OppositeScoresLoss loss)
        : base(scores, weights)
    {
        _loss = loss;
        _targets = targets;
        _gradients = new double[targets.Length];
    }

    public override double Sum(int output, double[] scores)
    {
        scores.AsSpan(0, _targets.Length).CopyTo(_gradients);
        return _loss.Evaluate(_gradients, _targets, Weights.AsSpan(0, _targets.Length));
    }
}
