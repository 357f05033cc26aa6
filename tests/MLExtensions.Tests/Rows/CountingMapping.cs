using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Rows;

namespace MLExtensions.Tests.Rows;

/// <summary>Adds Double = 2 A, and keeps how many rows were computed at a time.</summary>
internal sealed class CountingMapping(DataViewSchema inputSchema)
    : BatchMapping(inputSchema, new DataViewSchema.DetachedColumn("Double", NumberDataViewType.Single))
{
    private readonly ConcurrentQueue<int> _batches = new();

    public int[] Batches => [.. _batches];

    public override int BatchSize => 100;

    protected override IEnumerable<DataViewSchema.Column> DependenciesOf(int added) => [InputSchema["A"]];

    public override RowBatch CreateBatch(DataViewRow input, ReadOnlySpan<bool> active) =>
        new Doubles(input.GetGetter<float>(InputSchema["A"]), _batches);

    private sealed class Doubles(ValueGetter<float> getA, ConcurrentQueue<int> batches) : RowBatch
    {
        private readonly List<float> _values = [];
        private float[] _doubles = [];

        public override void Clear() => _values.Clear();

        public override void Add()
        {
            float a = 0;
            getA(ref a);
            _values.Add(a);
        }

        public override void Compute()
        {
            batches.Enqueue(_values.Count);
            _doubles = [.. _values.Select(value => 2 * value)];
        }

        public override Delegate?[] CreateGetters(Func<int> place) =>
            [(ValueGetter<float>)((ref float value) => value = _doubles[place()])];
    }
}
