using System.Numerics;
using System.Numerics.Tensors;

namespace MLExtensions.Optimization.Descent;

/// <summary>The mean of the parameters over the last iterations of a descent.</summary>
/// <remarks>
/// <code>
/// x̄ = 1/m Σ_{t = N−m+1}^{N} x_t
/// </code>
/// Steps of constant size wander about the minimum, and their mean lies closer to it than any of them: Polyak and
/// Juditsky, Acceleration of stochastic approximation by averaging, SIAM J. Control Optim. 30 (1992); over the tail alone,
/// so that the start is forgotten: Jain et al., Parallelizing stochastic gradient descent for least squares regression,
/// JMLR 18 (2018). A block that stands still is added once for all the iterations it stood, so that sparse steps stay cheap.
/// </remarks>
/// <param name="parameters">x, as the descent moves it.</param>
/// <param name="blockSize">Parameters that move together.</param>
internal sealed class TailAverage<T>(T[] parameters, int blockSize)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _mean = new T[parameters.Length];

    // Iterations that the mean of each block takes in.
    private readonly long[] _included = new long[parameters.Length / blockSize];

    /// <summary>Takes blocks in as they are, up to an iteration of the tail; called before a step moves them.</summary>
    public void Include(ReadOnlySpan<int> blocks, long iterations)
    {
        foreach (int block in blocks)
            Include(block, iterations);
    }

    /// <summary>The mean over the first so many iterations of the tail, at least one.</summary>
    public ReadOnlySpan<T> Over(long iterations)
    {
        IncludeAll(iterations);
        return _mean;
    }

    /// <summary>Takes all blocks in as they are.</summary>
    public void IncludeAll(long iterations)
    {
        for (int block = 0; block < _included.Length; block++)
            Include(block, iterations);
    }

    private void Include(int block, long iterations)
    {
        long stood = iterations - _included[block];
        if (stood <= 0)
            return;
        _included[block] = iterations;
        int start = block * blockSize;
        Span<T> mean = _mean.AsSpan(start, blockSize);
        TensorPrimitives.Lerp(mean, parameters.AsSpan(start, blockSize), T.CreateChecked((double)stood / iterations), mean);
    }
}
