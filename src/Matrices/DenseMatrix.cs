using System.Numerics.Tensors;

namespace MLExtensions.Matrices;

/// <summary>
/// A matrix that stores every entry. Rows lie in chunks, so that it can grow without copying and is not bound by the
/// length of one array.
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

    public Span<float> Row(int row) => _chunks[row >> _rowShift].AsSpan((row & _rowMask) * Columns, Columns);

    public override double SquaredRowNorm(int row) => TensorPrimitives.SumOfSquares<float>(Row(row));

    public override FeatureMatrix Select(ReadOnlySpan<int> rows, CancellationToken cancellationToken)
    {
        var builder = new Builder(Columns);
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
