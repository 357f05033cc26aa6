using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Neighbors.Dense;

/// <summary>−x·z / (‖x‖ ‖z‖), off by at most γ.</summary>
internal readonly struct CosineScreen(int columns) : IScreen<ProductTerm>
{
    private readonly double _error = Rounding.OfBlocks(columns, roundings: 8) + Rounding.OfReducedDistance(columns) + Rounding.OfUnderflow(columns);

    public ProductTerm Term => default;

    /// <summary>1 / ‖z‖; 0 for a row of zeros, and NaN where it has no place among the floats.</summary>
    public float Describe(ReadOnlySpan<float> row)
    {
        double squaredNorm = ReducedDistances.SquaredNorm(row);
        return squaredNorm == 0 ? 0 : squaredNorm is > 1e-60 and < 1e60 ? (float)(1 / Math.Sqrt(squaredNorm)) : float.NaN;
    }

    public float WriteKnown(ReadOnlySpan<float> row, float description, Span<float> target)
    {
        if (float.IsNaN(description))
        {
            target.Clear();
            return float.NegativeInfinity;
        }

        TensorPrimitives.Multiply(row, description, target);
        return 0;
    }

    public double WriteQuery(ReadOnlySpan<float> query, Span<float> target)
    {
        double norm = Math.Sqrt(ReducedDistances.SquaredNorm(query));
        for (int i = 0; i < query.Length; i++)
            target[i] = norm == 0 ? 0 : (float)(-query[i] / norm);
        return norm;
    }

    public float Threshold(double reducedDistance, double description) => Rounding.Up(reducedDistance - 1 + _error);
}
