using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Rounding;

/// <summary>The softmax loss, with an exponential and a logarithm for each example.</summary>
/// <remarks>
/// <code>
/// ℓ(s, y) = log(r + exp(sₖ − m)) − (s_y − m),   r = Σ_{j≠k} exp(sⱼ − m),   m the largest score of the example, or what it has been
/// </code>
/// </remarks>
internal sealed class SoftmaxOutputLosses : OutputLosses
{
    private readonly double[] _labels;
    private readonly double[] _largest;
    private readonly double[] _rest;
    private readonly double[][] _exponentials;
    private int _outputOfRest = -1;

    public SoftmaxOutputLosses(double[][] scores, float[] weights, int[] targets)
        : base(scores, weights)
    {
        int length = scores[0].Length;
        _labels = Labels(targets, length);
        _largest = new double[length];
        _rest = new double[length];
        _exponentials = Array.ConvertAll(scores, _ => new double[length]);
        Refresh();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Sum(int output, double[] scores)
    {
        SumRest(output);
        Vector<double> total = Vector<double>.Zero;
        for (int i = 0; i < scores.Length; i += Vector<double>.Count)
        {
            Vector<double> score = new Vector<double>(scores, i) - new Vector<double>(_largest, i);
            var isLabel = Vector.Equals(new Vector<double>(_labels, i), new Vector<double>(output));
            Vector<double> sum = new Vector<double>(_rest, i) + Vector.Exp(score);
            total += new Vector<double>(Weights, i) * (Vector.Log(sum) - Vector.ConditionalSelect(isLabel, score, Vector<double>.Zero));
        }

        return Vector.Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Set(int output, double[] scores)
    {
        base.Set(output, scores);
        for (int i = 0; i < scores.Length; i += Vector<double>.Count)
            Vector.Exp(new Vector<double>(scores, i) - new Vector<double>(_largest, i)).CopyTo(_exponentials[output], i);
        if (output != _outputOfRest)
            _outputOfRest = -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Refresh()
    {
        for (int i = 0; i < _largest.Length; i += Vector<double>.Count)
        {
            Vector<double> largest = new(Scores[0], i);
            foreach (double[] scores in Scores)
                largest = Vector.Max(largest, new Vector<double>(scores, i));
            for (int k = 0; k < Scores.Length; k++)
                Vector.Exp(new Vector<double>(Scores[k], i) - largest).CopyTo(_exponentials[k], i);
            largest.CopyTo(_largest, i);
        }

        _outputOfRest = -1;
    }

    /// <summary>r of an output, if it is not what was summed last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumRest(int output)
    {
        if (output == _outputOfRest)
            return;
        _outputOfRest = output;
        for (int i = 0; i < _rest.Length; i += Vector<double>.Count)
        {
            Vector<double> sum = Vector<double>.Zero;
            for (int k = 0; k < _exponentials.Length; k++)
                if (k != output)
                    sum += new Vector<double>(_exponentials[k], i);
            sum.CopyTo(_rest, i);
        }
    }
}
