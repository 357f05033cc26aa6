using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Rows;

/// <summary>A cursor that reads a batch of rows ahead, keeps what they hold, and gives them out one by one.</summary>
/// <remarks>The first batch is small, and each further one twice as large, for those who look at the first rows only.</remarks>
internal sealed class BatchedCursor : DataViewRowCursor
{
    private const int FirstSize = 16;

    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly RowBatch _batch;
    private readonly int _batchSize;
    private readonly List<KeptColumn> _kept = [];
    private readonly Delegate?[] _getters;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly List<(long Position, long Batch, DataViewRowId Id)> _places = [];
    private int _place = -1;

    public BatchedCursor(BatchMapping mapping, DataViewRowCursor input, bool[] active)
    {
        Schema = mapping.OutputSchema;
        _input = input;
        _active = active;
        _batchSize = mapping.BatchSize;
        _batch = mapping.CreateBatch(input, active.AsSpan(mapping.InputSchema.Count));
        _getters = new Delegate?[active.Length];
        foreach (DataViewSchema.Column column in mapping.InputSchema)
        {
            if (!active[column.Index])
                continue;
            KeptColumn kept = KeptColumn.Of(input, column);
            _kept.Add(kept);
            _getters[column.Index] = kept.CreateGetter(Place);
        }

        _batch.CreateGetters(Place).CopyTo(_getters, mapping.InputSchema.Count);
        _getId = input.GetIdGetter();
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _place < 0 ? -1 : _places[_place].Position;

    public override long Batch => _place < 0 ? 0 : _places[_place].Batch;

    public override bool MoveNext()
    {
        if (++_place < _places.Count)
            return true;
        Read(Math.Clamp(2 * _places.Count, Math.Min(FirstSize, _batchSize), _batchSize));
        _place = _places.Count > 0 ? 0 : -1;
        return _place == 0;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _places[Place()].Id;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    /// <exception cref="InvalidOperationException">The column is not active, or is of another type.</exception>
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"Column '{column.Name}' is not active in this row.");
        return _getters[column.Index] as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{column.Type.RawType}'.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }

    private int Place() => _place >= 0 ? _place : throw new InvalidOperationException("The cursor is at no row.");

    private void Read(int count)
    {
        _places.Clear();
        _batch.Clear();
        DataViewRowId id = default;
        while (_places.Count < count && _input.MoveNext())
        {
            foreach (KeptColumn kept in _kept)
                kept.Keep(_places.Count);
            _batch.Add();
            _getId(ref id);
            _places.Add((_input.Position, _input.Batch, id));
        }

        if (_places.Count > 0)
            _batch.Compute();
    }
}
