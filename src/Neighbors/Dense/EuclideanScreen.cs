using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Dense;

/// <summary>
/// ‖x − z‖² = ‖x − c‖² + ‖z − c‖² − 2 (x − c)·(z − c): what differs between known rows is ½‖z − c‖² − (x − c)·(z − c).
/// </summary>
/// <remarks>
/// The product is off by at most γ ‖x − c‖ ‖z − c‖ ≤ ½ γ (‖x − c‖² + ‖z − c‖²). A part of that goes to the bias of z, which
/// so becomes a bound from below, and the other to the threshold of x. The smaller the norms, the sharper the screen: hence
/// the center c, the mean of the known rows.
/// </remarks>
/// <param name="center">c.</param>
internal readonly struct EuclideanScreen(float[] center) : IScreen<ProductTerm>
{
    /// <summary>Rows beyond are not screened, since the products might overflow.</summary>
    private const double MostSquaredNorm = 1e36;

    private readonly double _error = Rounding.OfBlocks(center.Length, roundings: 8);

    public ProductTerm Term => default;

    public float Describe(ReadOnlySpan<float> row)
    {
        double squaredNorm = 0;
        for (int i = 0; i < row.Length; i++)
        {
            double difference = row[i] - center[i];
            squaredNorm += difference * difference;
        }

        return squaredNorm > MostSquaredNorm ? float.NegativeInfinity : (float)(0.5 * squaredNorm * (1 - _error));
    }

    public float WriteKnown(ReadOnlySpan<float> row, float description, Span<float> target)
    {
        TensorPrimitives.Subtract(row, center, target);
        return description;
    }

    public double WriteQuery(ReadOnlySpan<float> query, Span<float> target)
    {
        TensorPrimitives.Subtract(center, query, target);
        return ReducedDistances.SquaredNorm(target);
    }

    public float Threshold(double reducedDistance, double description) => description > MostSquaredNorm
        ? float.PositiveInfinity
        : Rounding.Up(
            0.5 * (reducedDistance * (1 + Rounding.OfReducedDistance(center.Length)) - description * (1 - _error)) + Rounding.OfUnderflow(center.Length));
}
