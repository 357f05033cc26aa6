using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Objectives;

/// <summary>
/// Each example's gradient as it was when the example was last seen, and the mean of them all: what makes the gradient of a
/// minibatch nearly that of the whole data.
/// </summary>
/// <remarks>
/// <code>
/// g = 1/B Σ_{i ∈ batch} (gᵢ − ĝᵢ) + 1/n Σⱼ ĝⱼ,   then ĝᵢ ← gᵢ in the batch
/// </code>
/// Defazio, Bach and Lacoste-Julien, SAGA (NIPS 2014), equation 1, for minibatches. The estimate has no bias, and its variance
/// goes to 0 as the parameters come to rest, where that of plain minibatches stays. Of a linear model's example only
/// the gradient with respect to its scores has to be kept, K numbers, since the rest of it is the example's features.
/// The first epoch, which has nothing to remember yet, takes the plain gradient and fills the memory.
/// </remarks>
internal sealed class GradientMemory
{
    private readonly int _examples;
    private readonly int _outputs;
    private readonly float[] _scoreGradients;

    /// <param name="examples">n.</param>
    /// <param name="outputs">K.</param>
    /// <param name="dimension">Parameters.</param>
    public GradientMemory(int examples, int outputs, int dimension)
    {
        _examples = examples;
        _outputs = outputs;
        _scoreGradients = new float[checked(examples * outputs)];
        Mean = new float[dimension];
    }

    /// <summary>1/n Σⱼ ĝⱼ, with respect to the parameters and in their arrangement.</summary>
    public float[] Mean { get; }

    /// <summary>Examples seen, counted at each visit.</summary>
    public long Seen { get; set; }

    /// <summary>Whether all examples have been seen.</summary>
    public bool IsFilled => Seen >= _examples;

    /// <summary>Asks for what is remembered of an example to be fetched into the cache.</summary>
    public unsafe void Prefetch(int example)
    {
        ref float first = ref _scoreGradients[example * _outputs];
        for (int k = 0; k < _outputs + Cache.Line; k += Cache.Line)
            Cache.Prefetch((float*)Unsafe.AsPointer(ref Unsafe.Add(ref first, Math.Min(k, _outputs - 1))));
    }

    /// <summary>Remembers an example's gradient and leaves what it adds to the one remembered so far.</summary>
    /// <param name="example">Which.</param>
    /// <param name="scoreGradient">In: gᵢ. Out: gᵢ − ĝᵢ.</param>
    public void Replace(int example, Span<float> scoreGradient)
    {
        Span<float> remembered = _scoreGradients.AsSpan(example * _outputs, _outputs);
        int k = 0;
        for (; k <= scoreGradient.Length - Vector128<float>.Count; k += Vector128<float>.Count)
        {
            Vector128<float> now = Vector128.Create<float>(scoreGradient[k..]);
            (now - Vector128.Create<float>(remembered[k..])).CopyTo(scoreGradient[k..]);
            now.CopyTo(remembered[k..]);
        }

        for (; k < scoreGradient.Length; k++)
        {
            float now = scoreGradient[k];
            scoreGradient[k] = now - remembered[k];
            remembered[k] = now;
        }
    }

    /// <summary>
    /// Adds the mean of the gradients remembered to what the examples of a batch add to them, and brings the mean up to date.
    /// </summary>
    /// <param name="gradient">
    /// In: what the batch adds, 1/B Σ (gᵢ − ĝᵢ), of neighboring parameters. Out: the estimate of the whole gradient; in the first
    /// epoch, what came in.
    /// </param>
    /// <param name="start">The first of the parameters.</param>
    /// <param name="batchSize">B.</param>
    /// <param name="columnShare">
    /// How often the mean is to be counted, where batches do not all touch the parameters: on average over the batches once.
    /// </param>
    public void Correct(Span<float> gradient, int start, int batchSize, double columnShare = 1)
    {
        double share = (double)batchSize / _examples;
        Span<float> mean = Mean.AsSpan(start, gradient.Length);
        TensorPrimitives.MultiplyAdd(gradient, (float)share, mean, mean);
        if (!IsFilled)
            return;

        // The mean already has the batch's share.
        TensorPrimitives.Multiply(gradient, (float)(1 - share * columnShare), gradient);
        TensorPrimitives.MultiplyAdd(mean, (float)columnShare, gradient, gradient);
    }
}
