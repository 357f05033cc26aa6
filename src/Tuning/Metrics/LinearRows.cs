using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Tuning.Metrics;

/// <summary>The features of rows, to score many linear models on.</summary>
/// <remarks>All rows are there: what lacks a feature gets no finite score, as from the model itself.</remarks>
internal sealed class LinearRows(DataViewSchema.Column column) : IRowPart
{
    private const int RowsAtOnce = 64;

    private readonly FeatureMatrixBuilder _builder = new(((VectorDataViewType)column.Type).Size);
    private readonly VBuffer<float>[] _row = new VBuffer<float>[1];
    private ValueGetter<VBuffer<float>>? _get;
    private DenseMatrix? _features;
    private int _count;

    /// <summary>Takes the scores of a row, one for each output.</summary>
    public delegate void RowScores(int row, Span<float> scores);

    public IEnumerable<DataViewSchema.Column> Columns => [column];

    public void Open(DataViewRowCursor cursor) => _get = cursor.GetGetter<VBuffer<float>>(column);

    public void Add()
    {
        _get!(ref _row[0]);
        ReadOnlySpan<float> values = _row[0].GetValues();
        _builder.Append(_row, values.Length - values.Count(0f)).Write(_row);
        _count++;
    }

    /// <summary>Ends the reading.</summary>
    /// <returns>False where the features are sparse, or there are no rows: such rows only the model itself scores.</returns>
    public bool TryBuild() => _count > 0 && (_features = _builder.Build() as DenseMatrix) is not null;

    /// <summary>Scores all rows.</summary>
    /// <param name="weights">The weights of each output, one behind the other.</param>
    /// <param name="biases">The bias of each output.</param>
    /// <param name="take">Told the scores of each row, which it may write over.</param>
    public void Score(float[] weights, float[] biases, RowScores take)
    {
        var rows = new int[RowsAtOnce];
        var scores = new float[RowsAtOnce * biases.Length];
        for (int start = 0; start < _features!.Rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, _features.Rows - start);
            for (int i = 0; i < count; i++)
                rows[i] = start + i;
            DenseProducts.Score(_features, rows.AsSpan(0, count), weights, biases, scores.AsSpan(0, count * biases.Length));
            for (int i = 0; i < count; i++)
                take(start + i, scores.AsSpan(i * biases.Length, biases.Length));
        }
    }
}
