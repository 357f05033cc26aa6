using System.Numerics.Tensors;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>How far a model's weights are outside the span of the centered rows, and how far rounding may have put them there.</summary>
/// <remarks>
/// The part inside is AᵀX_c, A its shortest coefficients. Such a sum of n products in single precision, and the sums of p products
/// that A comes from, are off by (n + p) · 2⁻²⁴ · |A|ᵀ|X_c| at most: Higham, Accuracy and Stability of Numerical Algorithms (2002),
/// section 3.5. A last bit that was moved, for predictions in single precision, is two units more.
/// </remarks>
internal sealed class SpanRounding
{
    private readonly double _units;
    private readonly double[][] _sizes;

    public SpanRounding(InvariantProblem problem, PlainModel model)
    {
        var space = new RowSpace(problem.Rows, problem.Weights);
        Outside = Math.Sqrt(model.Weights.Sum(row => TensorPrimitives.SumOfSquares<double>(space.Outside(row))));
        _units = (problem.Rows.Length + problem.Columns + 2) * FloatRounding.Unit;
        _sizes = Array.ConvertAll(model.Weights, row => Sizes(space, row));
    }

    /// <summary>The length of what is outside.</summary>
    public double Outside { get; }

    /// <summary>The length that rounding explains.</summary>
    public double OfAll => _units * Math.Sqrt(_sizes.Sum(row => TensorPrimitives.SumOfSquares<double>(row)));

    /// <summary>What rounding explains of a column's weights.</summary>
    public double OfColumn(int column) => _units * _sizes.Max(row => row[column]);

    /// <summary>A row of |A|ᵀ|X_c|, A = W Q (CᵀC)⁻¹ Cᵀ for X_c = C Qᵀ.</summary>
    private static double[] Sizes(RowSpace space, double[] weights)
    {
        double[] inside = Array.ConvertAll(space.Basis, q => TensorPrimitives.Dot<double>(weights, q));
        double[][] square = [.. inside.Select(_ => new double[inside.Length])];
        foreach (double[] c in space.Coordinates)
        {
            for (int f = 0; f < c.Length; f++)
                TensorPrimitives.MultiplyAdd(c, c[f], square[f], square[f]);
        }

        double[] solved = new PositiveDefinite(square).Solve(inside);
        double[] sizes = new double[weights.Length];
        for (int i = 0; i < space.Centered.Length; i++)
        {
            double coefficient = Math.Abs(TensorPrimitives.Dot<double>(space.Coordinates[i], solved));
            for (int f = 0; f < sizes.Length; f++)
                sizes[f] += coefficient * Math.Abs(space.Centered[i][f]);
        }

        return sizes;
    }
}
