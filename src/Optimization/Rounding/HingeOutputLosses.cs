using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Rounding;

/// <summary>The joint hinge loss: of examples of another class one pair, of those of the class itself all pairs.</summary>
/// <remarks>
/// <code>
/// ℓ(s, y) = max(0, sₖ − s_y + m) + Σ_{j≠y,k} …,     k ≠ y
/// ℓ(s, k) = Σ_{j≠k} max(0, sⱼ − sₖ + m)
/// </code>
/// </remarks>
internal sealed class HingeOutputLosses : OutputLosses
{
    private readonly double[] _labels;
    private readonly double[] _thresholds;
    private readonly int[][] _examples;
    private readonly double _margin;

    public HingeOutputLosses(double[][] scores, float[] weights, int[] targets, double margin)
        : base(scores, weights)
    {
        _margin = margin;
        _labels = Labels(targets, scores[0].Length);
        ILookup<int, int> ofClasses = Enumerable.Range(0, targets.Length).ToLookup(i => targets[i]);
        _examples = [.. Enumerable.Range(0, scores.Length).Select(k => ofClasses[k].ToArray())];
        _thresholds = new double[scores[0].Length];
        for (int i = 0; i < targets.Length; i++)
            _thresholds[i] = scores[targets[i]][i] - margin;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(int output, double[] scores)
    {
        Vector<double> total = Vector<double>.Zero;
        for (int i = 0; i < scores.Length; i += Vector<double>.Count)
        {
            var isLabel = Vector.Equals(new Vector<double>(_labels, i), new Vector<double>(output));
            Vector<double> violation = Vector.Max(new Vector<double>(scores, i) - new Vector<double>(_thresholds, i), Vector<double>.Zero);
            total += new Vector<double>(Weights, i) * Vector.ConditionalSelect(isLabel, Vector<double>.Zero, violation);
        }

        double sum = Vector.Sum(total);
        foreach (int i in _examples[output])
        {
            double threshold = scores[i] - _margin;
            double loss = 0;
            for (int k = 0; k < Scores.Length; k++)
                loss += k == output ? 0 : Math.Max(Scores[k][i] - threshold, 0);
            sum += Weights[i] * loss;
        }

        return sum;
    }

    public override void Set(int output, double[] scores)
    {
        base.Set(output, scores);
        foreach (int i in _examples[output])
            _thresholds[i] = scores[i] - _margin;
    }
}
