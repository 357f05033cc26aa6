using MLExtensions.Kernels;

namespace MLExtensions.Neighbors.Dense;

/// <summary>
/// A quick look in single precision that tells which known rows cannot be among the nearest. It is a sum over the features
/// plus a bias of the known row; rounding is accounted for, so that no neighbor is lost.
/// </summary>
/// <remarks>
/// u = 2⁻²⁴ is the unit of rounding. A sum of n terms made one by one is off by at most n u times the sum of the terms'
/// sizes, to first order: Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. (2002), section 3.1.
/// </remarks>
/// <typeparam name="TTerm">The term of a feature.</typeparam>
internal interface IScreen<TTerm>
    where TTerm : struct, IColumnTerm
{
    TTerm Term { get; }

    /// <summary>What is kept of a known row, so that it need not be computed for each query.</summary>
    float Describe(ReadOnlySpan<float> row);

    /// <summary>Writes a known row as the sums take it.</summary>
    /// <param name="row">z.</param>
    /// <param name="description">What is kept of it.</param>
    /// <param name="target">Receives as many entries.</param>
    /// <returns>The row's bias; negative infinity if it cannot be screened.</returns>
    float WriteKnown(ReadOnlySpan<float> row, float description, Span<float> target);

    /// <summary>Writes a query as the sums take it.</summary>
    /// <param name="query">x.</param>
    /// <param name="target">Receives as many entries.</param>
    /// <returns>What <see cref="Threshold"/> has to know of the query.</returns>
    double WriteQuery(ReadOnlySpan<float> query, Span<float> target);

    /// <summary>What the sum and bias of a known row do not exceed if its reduced distance does not exceed a given one.</summary>
    /// <param name="reducedDistance">A reduced distance.</param>
    /// <param name="description">What was returned for the query.</param>
    float Threshold(double reducedDistance, double description);
}
