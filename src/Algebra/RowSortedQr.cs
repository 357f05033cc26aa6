using System.Numerics.Tensors;

namespace MLExtensions.Algebra;

/// <summary>
/// Least squares over rows of very different size, min ‖M x − r‖, by orthogonal reflections and without products of rows.
/// </summary>
/// <remarks>
/// Rows are sorted by size and columns taken by the length that is left of them. Then every row is as good as changed by rounding
/// relative to itself, where products, as normal equations have them, would drown small rows in the rounding of large ones:
/// Powell and Reid, On applying Householder transformations to linear least squares problems (IFIP Congress 1968); Cox and
/// Higham, Stability of Householder QR factorization for weighted least squares problems (1998).
/// </remarks>
internal static class RowSortedQr
{
    /// <summary>Solves for x.</summary>
    /// <param name="columns">M by columns, of full rank; it is overwritten. The first is taken first.</param>
    /// <param name="right">r; it is overwritten.</param>
    /// <param name="cancellationToken">Looked at between columns.</param>
    public static double[] Solve(double[][] columns, double[] right, CancellationToken cancellationToken)
    {
        Sort(columns, right);
        int[] order = [.. Enumerable.Range(0, columns.Length)];
        for (int k = 0; k < order.Length; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int longest = k == 0 ? 0 : Enumerable.Range(k, order.Length - k).MaxBy(f => TensorPrimitives.Norm<double>(columns[order[f]].AsSpan(k)));
            (order[k], order[longest]) = (order[longest], order[k]);
            Reflect(columns, right, order, k);
        }

        var x = new double[columns.Length];
        for (int k = order.Length - 1; k >= 0; k--)
        {
            double[] column = columns[order[k]];
            x[order[k]] = right[k] / column[k];
            TensorPrimitives.MultiplyAdd(column.AsSpan(0, k), -x[order[k]], right.AsSpan(0, k), right.AsSpan(0, k));
        }

        return x;
    }

    /// <summary>Reflects the rows from k on such that all but the first entry of the k-th column become 0.</summary>
    private static void Reflect(double[][] columns, double[] right, int[] order, int k)
    {
        double[] pivot = columns[order[k]];
        Span<double> v = pivot.AsSpan(k);
        double length = TensorPrimitives.Norm<double>(v);
        double diagonal = v[0] > 0 ? -length : length;
        v[0] -= diagonal;

        // v·v / 2
        double half = length * (length + Math.Abs(v[0] + diagonal));
        for (int f = k + 1; f < order.Length; f++)
            Apply(v, half, columns[order[f]].AsSpan(k));
        Apply(v, half, right.AsSpan(k));
        v[0] = diagonal;
    }

    private static void Apply(ReadOnlySpan<double> v, double half, Span<double> target) =>
        TensorPrimitives.MultiplyAdd(v, -TensorPrimitives.Dot<double>(v, target) / half, target, target);

    /// <summary>From the largest row to the smallest.</summary>
    private static void Sort(double[][] columns, double[] right)
    {
        var sizes = new double[right.Length];
        foreach (double[] column in columns)
            TensorPrimitives.MaxMagnitude(sizes, column, sizes);
        TensorPrimitives.Abs(sizes, sizes);
        int[] rows = [.. Enumerable.Range(0, sizes.Length).OrderByDescending(i => sizes[i])];
        var sorted = new double[sizes.Length];
        foreach (double[] column in columns.Append(right))
        {
            for (int i = 0; i < rows.Length; i++)
                sorted[i] = column[rows[i]];
            sorted.CopyTo(column, 0);
        }
    }
}
