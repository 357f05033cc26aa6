using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Newton;

/// <summary>The second derivatives of a softmax loss where it was last looked at, in single precision.</summary>
/// <remarks>
/// As in <see cref="SoftmaxBlockLoss"/> that of the label is minus the sum of the others, so that what is small beside 1 is not
/// lost. Weights are in units of the largest.
/// </remarks>
internal sealed class SingleSoftmax
{
    private readonly SoftmaxBlockLoss _loss;
    private readonly int _length;
    private readonly float[] _weights;

    /// <summary>p, but 0 for the label.</summary>
    private readonly float[] _probabilities;

    public SingleSoftmax(SoftmaxBlockLoss loss, int length)
    {
        (_loss, _length) = (loss, length);
        ReadOnlySpan<double> weights = loss.ExampleWeights;
        LargestWeight = TensorPrimitives.Max(weights);
        _weights = new float[weights.Length];
        for (int i = 0; i < weights.Length; i++)
            _weights[i] = (float)(weights[i] / LargestWeight);
        _probabilities = new float[weights.Length * loss.Outputs];
    }

    /// <summary>The weight that counts as 1.</summary>
    public double LargestWeight { get; }

    /// <summary>Takes the probabilities of a block.</summary>
    public void Look(int block)
    {
        int outputs = _loss.Outputs;
        Span<float> probabilities = _probabilities.AsSpan(block * _length * outputs, _length * outputs);
        TensorPrimitives.ConvertTruncating(_loss.Probabilities(block), probabilities);
        ReadOnlySpan<double> labels = _loss.LabelsOf(block);
        for (int i = 0; i < labels.Length; i++)
            probabilities[(int)labels[i] * _length + i] = 0;
    }

    /// <summary>t ← w ∂²ℓ/∂s² t for the examples of a block.</summary>
    /// <param name="block">Which.</param>
    /// <param name="direction">t, output after output.</param>
    /// <param name="work">Room for two numbers an example.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(int block, Span<float> direction, Span<float> work)
    {
        int outputs = _loss.Outputs;
        ReadOnlySpan<float> probabilities = _probabilities.AsSpan(block * _length * outputs, _length * outputs);
        ReadOnlySpan<float> weights = _weights.AsSpan(block * _length, _length);
        ReadOnlySpan<double> labels = _loss.LabelsOf(block);
        Span<float> right = work[.._length];
        Span<float> sums = work.Slice(_length, _length);
        for (int i = 0; i < labels.Length; i++)
            right[i] = direction[(int)labels[i] * _length + i];
        for (int i = 0; i < _length; i += Vector<float>.Count)
        {
            Vector<float> ofLabel = new(right[i..]);
            Vector<float> mean = Vector<float>.Zero;
            for (int place = i; place < direction.Length; place += _length)
                mean = Vector.MultiplyAddEstimate(new Vector<float>(probabilities[place..]), new Vector<float>(direction[place..]) - ofLabel, mean);
            Vector<float> w = new(weights[i..]);
            Vector<float> sum = Vector<float>.Zero;
            for (int place = i; place < direction.Length; place += _length)
            {
                Vector<float> u = new Vector<float>(direction[place..]) - ofLabel - mean;
                Vector<float> h = w * new Vector<float>(probabilities[place..]) * u;
                sum += h;
                h.CopyTo(direction[place..]);
            }

            sum.CopyTo(sums[i..]);
        }

        for (int i = 0; i < labels.Length; i++)
            direction[(int)labels[i] * _length + i] = -sums[i];
    }
}
