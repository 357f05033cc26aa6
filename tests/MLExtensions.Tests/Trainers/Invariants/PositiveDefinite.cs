using System.Numerics.Tensors;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>A symmetric positive definite matrix S = L Lᵀ; only its lower triangle is looked at.</summary>
internal sealed class PositiveDefinite
{
    /// <summary>A pivot that has lost all but this share to rounding belongs to a direction in which nothing changes.</summary>
    private const double Lost = 1e-15;

    private readonly double[][] _lower;

    /// <param name="matrix">S, which is overwritten by L.</param>
    public PositiveDefinite(double[][] matrix)
    {
        _lower = matrix;
        for (int i = 0; i < matrix.Length; i++)
        {
            double diagonal = matrix[i][i];
            for (int j = 0; j < i; j++)
                matrix[i][j] = (matrix[i][j] - Dot(i, j, j)) / matrix[j][j];
            double pivot = diagonal - Dot(i, i, i);
            matrix[i][i] = pivot > Lost * diagonal ? Math.Sqrt(pivot) : double.PositiveInfinity;
        }
    }

    public double[] Solve(double[] right)
    {
        double[] x = [.. right];
        for (int i = 0; i < x.Length; i++)
            x[i] = (x[i] - TensorPrimitives.Dot<double>(_lower[i].AsSpan(0, i), x.AsSpan(0, i))) / _lower[i][i];
        for (int i = x.Length - 1; i >= 0; i--)
        {
            x[i] /= _lower[i][i];
            TensorPrimitives.MultiplyAdd(_lower[i].AsSpan(0, i), -x[i], x.AsSpan(0, i), x.AsSpan(0, i));
        }

        return x;
    }

    private double Dot(int i, int j, int length) =>
        TensorPrimitives.Dot<double>(_lower[i].AsSpan(0, length), _lower[j].AsSpan(0, length));
}
