using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Rounding;

/// <summary>(s − y)², of a single output.</summary>
internal sealed class SquaredOutputLosses : OutputLosses
{
    private readonly double[] _targets;

    public SquaredOutputLosses(double[][] scores, float[] weights, float[] targets)
        : base(scores, weights)
    {
        _targets = new double[scores[0].Length];
        for (int i = 0; i < targets.Length; i++)
            _targets[i] = targets[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(int output, double[] scores)
    {
        Vector<double> total = Vector<double>.Zero;
        for (int i = 0; i < scores.Length; i += Vector<double>.Count)
        {
            Vector<double> error = new Vector<double>(scores, i) - new Vector<double>(_targets, i);
            total += new Vector<double>(Weights, i) * error * error;
        }

        return Vector.Sum(total);
    }
}
