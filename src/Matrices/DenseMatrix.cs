using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MLExtensions.Matrices;

/// <summary>
/// A matrix that stores every entry. Rows lie in chunks, so that it can grow without copying and is not bound by the
/// length of one array; chunks are pinned, so that kernels can hold addresses of rows.
/// </summary>
internal sealed partial class DenseMatrix : FeatureMatrix
{
    private const int EntriesPerChunk = 1 << 20;

    private readonly float[][] _chunks;
    private readonly int _rowShift;
    private readonly int _rowMask;

    private DenseMatrix(float[][] chunks, int rowShift, int rows, int columns)
        : base(rows, columns)
    {
        _chunks = chunks;
        _rowShift = rowShift;
        _rowMask = (1 << rowShift) - 1;
    }

    public override long StoredEntries => (long)Rows * Columns;

    public override long Bytes => sizeof(float) * StoredEntries;

    /// <summary>A matrix over an array.</summary>
    /// <param name="entries">The rows, one after another; pinned.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    public static DenseMatrix Of(float[] entries, int rows, int columns) => new([entries], rowShift: 30, rows, columns);

    public Span<float> Row(int row) => _chunks[row >> _rowShift].AsSpan((row & _rowMask) * Columns, Columns);

    /// <summary>Where a row begins, for as long as the matrix is alive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe float* RowPointer(int row) =>
        (float*)Unsafe.AsPointer(ref _chunks[row >> _rowShift][(row & _rowMask) * Columns]);

    /// <summary>Where some rows begin; if there are too few, the last again.</summary>
    /// <param name="rows">A list of rows.</param>
    /// <param name="start">The first place in the list.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">Receives where they begin.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void CopyRowPointers(ReadOnlySpan<int> rows, int start, int count, float** target)
    {
        for (int i = 0; i < count; i++)
            target[i] = RowPointer(rows[Math.Min(start + i, rows.Length - 1)]);
    }

    public override double SquaredRowNorm(int row) => TensorPrimitives.SumOfSquares<float>(Row(row));

    public override FeatureMatrix Select(ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        var builder = new Builder(Columns, rows.Length);
        foreach (int row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.Add(Row(row));
        }

        return builder.Build();
    }

    public override void CopyRow(int row, Span<double> target) =>
        TensorPrimitives.ConvertChecked<float, double>(Row(row), target);

    public override void Multiply(int start, double[][] weights, Span<double> scores)
    {
        // Widened once, and not for each output.
        var x = new double[Columns];
        for (int i = 0; i < scores.Length / weights.Length; i++)
        {
            CopyRow(start + i, x);
            Span<double> s = scores.Slice(i * weights.Length, weights.Length);
            for (int k = 0; k < s.Length; k++)
                s[k] = TensorPrimitives.Dot<double>(x, weights[k]);
        }
    }

    public override void AddMultiples(int start, ReadOnlySpan<double> factors, double[][] target)
    {
        var x = new double[Columns];
        for (int i = 0; i < factors.Length / target.Length; i++)
        {
            CopyRow(start + i, x);
            ReadOnlySpan<double> a = factors.Slice(i * target.Length, target.Length);
            for (int k = 0; k < a.Length; k++)
                if (a[k] != 0)
                    TensorPrimitives.MultiplyAdd(x, a[k], target[k], target[k]);
        }
    }
}
