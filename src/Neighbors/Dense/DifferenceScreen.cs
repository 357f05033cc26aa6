using MLExtensions.Kernels;

namespace MLExtensions.Neighbors.Dense;

/// <summary>The reduced distance itself, a sum or maximum of terms |x − z| or |x − z|ᵖ, off by at most γ times itself.</summary>
/// <param name="term">The term of a feature.</param>
/// <param name="columns">The features.</param>
/// <param name="termError">The relative error of a term, beyond a few roundings.</param>
internal readonly struct DifferenceScreen<TTerm>(TTerm term, int columns, double termError) : IScreen<TTerm>
    where TTerm : struct, IColumnTerm
{
    private readonly double _error = Rounding.OfBlocks(columns, roundings: 4) + Rounding.OfReducedDistance(columns) + termError;

    public TTerm Term => term;

    public float Describe(ReadOnlySpan<float> row) => 0;

    public float WriteKnown(ReadOnlySpan<float> row, float description, Span<float> target)
    {
        row.CopyTo(target);
        return 0;
    }

    public double WriteQuery(ReadOnlySpan<float> query, Span<float> target)
    {
        query.CopyTo(target);
        return 0;
    }

    public float Threshold(double reducedDistance, double description) => Rounding.Up(reducedDistance * (1 + 2 * _error) + Rounding.OfUnderflow(columns));
}
