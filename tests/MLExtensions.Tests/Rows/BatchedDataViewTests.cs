using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Rows;

namespace MLExtensions.Tests.Rows;

/// <summary>Rows read ahead come out as they are, whatever their columns hold.</summary>
[TestClass]
public class BatchedDataViewTests
{
    private const int RowCount = 1_000;

    private readonly MLContext _ml = new(seed: 1);
    private readonly RecordingDataView _source;
    private readonly CountingMapping _mapping;
    private readonly BatchedDataView _view;

    public BatchedDataViewTests()
    {
        _source = new RecordingDataView(_ml.Data.Cache(_ml.Data.LoadFromEnumerable(Enumerable.Range(0, RowCount).Select(i => new Row
        {
            A = i,
            Text = $"row {i}",
            Vector = [i, 2 * i],
            Words = [$"{i}", "word"],
            IsOdd = i % 2 == 1,
        }))));
        _mapping = new CountingMapping(_source.Schema);
        _view = new BatchedDataView(_mapping, _source);
    }

    [TestMethod]
    public void Every_column_keeps_its_value()
    {
        Row[] rows = [.. _ml.Data.CreateEnumerable<Row>(_view, reuseRowObject: false)];
        Assert.HasCount(RowCount, rows);
        for (int i = 0; i < RowCount; i++)
        {
            Assert.AreEqual((i, $"row {i}", i % 2 == 1), ((int)rows[i].A, rows[i].Text, rows[i].IsOdd));
            CollectionAssert.AreEqual(new float[] { i, 2 * i }, rows[i].Vector);
            CollectionAssert.AreEqual(new[] { $"{i}", "word" }, rows[i].Words);
        }
    }

    [TestMethod]
    public void Added_columns_are_computed_in_batches_that_grow()
    {
        float[] doubled = [.. _view.GetColumn<float>("Double")];
        CollectionAssert.AreEqual(Enumerable.Range(0, RowCount).Select(i => 2f * i).ToArray(), doubled);
        CollectionAssert.AreEqual(new[] { 16, 32, 64, 100, 100, 100, 100, 100, 100, 100, 100, 88 }, _mapping.Batches);
    }

    [TestMethod]
    public void Who_looks_at_the_first_row_has_few_read()
    {
        Assert.AreEqual(0f, _view.GetColumn<float>("Double").First());
        CollectionAssert.AreEqual(new[] { 16 }, _mapping.Batches);
    }

    [TestMethod]
    public void Nothing_is_computed_that_is_not_asked_for()
    {
        Assert.AreEqual(RowCount, _view.GetColumn<float>("A").Count());
        Assert.IsEmpty(_mapping.Batches);
        CollectionAssert.AreEqual(new[] { "A" }, _source.Activated.Select(column => column.Name).ToArray());

        using DataViewRowCursor cursor = _view.GetRowCursor([]);
        Assert.IsTrue(cursor.MoveNext());
        Assert.IsEmpty(_source.Activated);
    }

    [TestMethod]
    public void A_vector_that_is_read_may_be_written_to()
    {
        using DataViewRowCursor cursor = _view.GetRowCursor(_view.Schema);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(_view.Schema["Vector"]);
        VBuffer<float> vector = default;
        while (cursor.MoveNext())
        {
            get(ref vector);
            VBufferEditor.CreateFromBuffer(ref vector).Values.Fill(-1);
            get(ref vector);
            CollectionAssert.AreEqual(new float[] { cursor.Position, 2 * cursor.Position }, vector.DenseValues().ToArray());
        }
    }

    [TestMethod]
    public void Rows_keep_their_number_identity_and_order_when_shuffled()
    {
        using DataViewRowCursor input = _source.GetRowCursor(_source.Schema, new Random(5));
        using DataViewRowCursor output = _view.GetRowCursor(_view.Schema, new Random(5));
        ValueGetter<DataViewRowId> getInputId = input.GetIdGetter();
        ValueGetter<DataViewRowId> getOutputId = output.GetIdGetter();
        Assert.AreEqual(-1, output.Position);
        while (input.MoveNext())
        {
            Assert.IsTrue(output.MoveNext());
            DataViewRowId inputId = default, outputId = default;
            getInputId(ref inputId);
            getOutputId(ref outputId);
            Assert.AreEqual((inputId, input.Position, input.Batch), (outputId, output.Position, output.Batch));
        }

        Assert.IsFalse(output.MoveNext());
        Assert.IsFalse(output.MoveNext());
        Assert.AreEqual(-1, output.Position);
    }

    [TestMethod]
    public void A_set_of_cursors_reads_every_row_once_from_several_threads()
    {
        DataViewSchema.Column added = _view.Schema["Double"];
        DataViewRowCursor[] cursors = _view.GetRowCursorSet([added], 2);
        var read = new System.Collections.Concurrent.ConcurrentBag<float>();
        Parallel.ForEach(cursors, cursor =>
        {
            using (cursor)
            {
                ValueGetter<float> get = cursor.GetGetter<float>(added);
                float value = 0;
                while (cursor.MoveNext())
                {
                    get(ref value);
                    read.Add(value);
                }
            }
        });
        CollectionAssert.AreEqual(Enumerable.Range(0, RowCount).Select(i => 2f * i).ToArray(), read.Order().ToArray());
    }

    [TestMethod]
    public void A_getter_of_an_inactive_column_or_of_another_type_is_refused()
    {
        using DataViewRowCursor cursor = _view.GetRowCursor([_view.Schema["Double"]]);
        Assert.AreEqual(
            "Column 'A' is not active in this row.",
            Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(_view.Schema["A"])).Message);
        Assert.AreEqual(
            "Invalid TValue in GetGetter: 'System.Int32', expected type: 'System.Single'.",
            Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<int>(_view.Schema["Double"])).Message);
    }

    private sealed class Row
    {
        public float A { get; set; }

        public string Text { get; set; } = "";

        [VectorType(2)]
        public float[] Vector { get; set; } = [];

        [VectorType(2)]
        public string[] Words { get; set; } = [];

        public bool IsOdd { get; set; }
    }
}
