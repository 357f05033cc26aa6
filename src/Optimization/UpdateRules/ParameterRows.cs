using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Arguments;

namespace MLExtensions.Optimization.UpdateRules;

/// <summary>
/// Which parameters belong together as the weights and the bias of one output, for rules that treat these as a whole.
/// </summary>
/// <remarks>
/// With K outputs and F weights each, the parameters lie in one of two ways. W by rows, then the biases:
/// w₁₁ … w₁F, w₂₁ … w₂F, …, b₁ … b_K. Or interleaved, column by column: w₁₁ w₂₁ … w_K1, w₁₂ …, …, b₁ … b_K, where any
/// columns may be missing. The default value is a single row.
/// </remarks>
internal readonly record struct ParameterRows
{
    private readonly int _moreRows;
    private readonly bool _byRows;

    private ParameterRows(int count, bool byRows)
    {
        _moreRows = (int)Guard.AtLeastOne(count) - 1;
        _byRows = byRows;
    }

    /// <summary>All parameters are one row.</summary>
    public static ParameterRows One => default;

    /// <summary>The rows K, at least 1.</summary>
    public int Count => _moreRows + 1;

    /// <summary>The weights row by row, then the biases.</summary>
    /// <param name="count">K; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static ParameterRows ByRows(int count) => new(count, byRows: true);

    /// <summary>The parameter i is of row i mod K.</summary>
    /// <param name="count">K; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static ParameterRows Interleaved(int count) => new(count, byRows: false);

    /// <summary>The Euclidean norm of each row, its bias included.</summary>
    /// <param name="values">A number for each parameter.</param>
    /// <param name="norms">Receives ‖row k‖; of length <see cref="Count"/>.</param>
    /// <typeparam name="T">The precision.</typeparam>
    /// <exception cref="ArgumentException">A length does not fit <see cref="Count"/>.</exception>
    public void Norms<T>(ReadOnlySpan<T> values, Span<T> norms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(norms.Length, Count);
        norms.Clear();
        int interleavedFrom = 0;
        if (_byRows)
        {
            int weights = WeightsPerRow(values.Length);
            for (int k = 0; k < Count; k++)
                norms[k] = TensorPrimitives.SumOfSquares(values.Slice(k * weights, weights));
            interleavedFrom = Count * weights;
        }

        for (int i = interleavedFrom; i < values.Length; i += Count)
            TensorPrimitives.MultiplyAdd(values.Slice(i, Count), values.Slice(i, Count), norms, norms);
        TensorPrimitives.Sqrt<T>(norms, norms);
    }

    /// <summary>Multiplies each row, its bias included, by a factor of its own.</summary>
    /// <param name="values">A number for each parameter; multiplied in place.</param>
    /// <param name="factors">Of length <see cref="Count"/>.</param>
    /// <typeparam name="T">The precision.</typeparam>
    /// <exception cref="ArgumentException">A length does not fit <see cref="Count"/>.</exception>
    public void Multiply<T>(Span<T> values, ReadOnlySpan<T> factors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(factors.Length, Count);
        int interleavedFrom = 0;
        if (_byRows)
        {
            int weights = WeightsPerRow(values.Length);
            for (int k = 0; k < Count; k++)
                TensorPrimitives.Multiply(values.Slice(k * weights, weights), factors[k], values.Slice(k * weights, weights));
            interleavedFrom = Count * weights;
        }

        for (int i = interleavedFrom; i < values.Length; i += Count)
            TensorPrimitives.Multiply(values.Slice(i, Count), factors, values.Slice(i, Count));
    }

    // What is left after the weights is a bias a row, and so interleaved in either layout.
    private int WeightsPerRow(int parameters) => parameters / Count - 1;
}
