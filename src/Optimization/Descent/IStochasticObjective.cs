using System.Numerics;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Descent;

/// <summary>
/// A function of many parameters that is a mean over examples, F(x) = 1/n Σᵢ fᵢ(x), and can be sampled by batches.
/// </summary>
/// <remarks>
/// Parameters come in blocks of equal size. Where an example touches only a few of them (a sparse row), batches are
/// worked on in gathered form: the touched blocks one after the other, so that a step costs what it touches.
/// </remarks>
internal interface IStochasticObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    int Examples { get; }

    /// <summary>
    /// Parameters in a block; the dimension is a multiple of it. Where every batch touches all of them, they are one block.
    /// </summary>
    int BlockSize { get; }

    /// <summary>Which parameters belong together, whether all of them are at hand or some blocks.</summary>
    ParameterRows Rows { get; }

    /// <summary>
    /// The blocks that a batch touches, each once, in the order in which <see cref="EstimateGradient"/> sees them.
    /// </summary>
    /// <returns>False if it touches all of them; they are then not gathered.</returns>
    bool TrySelectBlocks(ReadOnlySpan<int> batch, out ReadOnlySpan<int> blocks);

    /// <summary>Estimates ∇F from the batch last selected, without bias.</summary>
    /// <param name="batch">The examples sampled.</param>
    /// <param name="parameters">x, or the selected blocks of it.</param>
    /// <param name="gradient">Receives the estimate, in the same arrangement.</param>
    /// <returns>The batch's estimate of F without its penalty.</returns>
    double EstimateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<T> parameters, Span<T> gradient);

    /// <summary>The penalty's share of F(x), for all parameters.</summary>
    double Penalty(ReadOnlySpan<T> parameters);
}
