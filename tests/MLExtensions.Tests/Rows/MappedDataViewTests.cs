using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Rows;

namespace MLExtensions.Tests.Rows;

[TestClass]
public class MappedDataViewTests
{
    private const int RowCount = 1_000;

    private static readonly string[] _names = ["A", "B", "C", "Sum", "B"];

    private readonly RecordingDataView _source;
    private readonly MappedDataView _view;

    public MappedDataViewTests()
    {
        MLContext ml = new(seed: 1);
        IDataView rows = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, RowCount).Select(i => new Row { A = i, B = 2 * i, C = 3 * i }));
        _source = new RecordingDataView(ml.Data.Cache(rows));
        _view = new MappedDataView(new SumAndTextMapping(_source.Schema), _source);
    }

    private sealed class Row
    {
        public float A { get; set; }

        public float B { get; set; }

        public float C { get; set; }
    }

    [TestMethod]
    public void Added_columns_follow_the_input_and_hide_columns_of_their_name()
    {
        CollectionAssert.AreEqual(_names, _view.Schema.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(
            new[] { false, true, false, false, false }, _view.Schema.Select(column => column.IsHidden).ToArray());
        Assert.AreSame(TextDataViewType.Instance, _view.Schema["B"].Type);
    }

    [TestMethod]
    public void Any_subset_of_the_columns_can_be_read_and_activates_just_what_it_needs()
    {
        for (int subset = 0; subset < 1 << _names.Length; subset++)
        {
            DataViewSchema.Column[] columns = [.. _view.Schema.Where(column => (subset >> column.Index & 1) != 0)];
            using DataViewRowCursor cursor = _view.GetRowCursor(columns);

            HashSet<string> needed = [];
            foreach (DataViewSchema.Column column in columns)
                needed.UnionWith(column.Index switch { 3 => ["A", "B"], 4 => ["A"], _ => [column.Name] });
            Assert.IsTrue(needed.SetEquals(_source.Activated.Select(column => column.Name)));

            Func<long, object>[] expected =
                [row => (float)row, row => 2f * row, row => 3f * row, row => 3f * row, row => $"‹{row}›"];
            Func<object>[] readers = [.. columns.Select(column => Reader(cursor, column))];
            foreach (DataViewSchema.Column column in _view.Schema)
                Assert.AreEqual(columns.Contains(column), cursor.IsColumnActive(column));
            while (cursor.MoveNext())
            {
                for (int i = 0; i < columns.Length; i++)
                    Assert.AreEqual(expected[columns[i].Index](cursor.Position), readers[i]());
            }
        }
    }

    [TestMethod]
    public void A_getter_of_an_inactive_column_or_of_another_type_is_refused()
    {
        using DataViewRowCursor cursor = _view.GetRowCursor([_view.Schema["Sum"]]);

        InvalidOperationException inactive = Assert.ThrowsExactly<InvalidOperationException>(
            () => cursor.GetGetter<float>(_view.Schema["A"]));
        Assert.AreEqual("Column 'A' is not active in this row.", inactive.Message);

        InvalidOperationException mistyped = Assert.ThrowsExactly<InvalidOperationException>(
            () => cursor.GetGetter<int>(_view.Schema["Sum"]));
        Assert.AreEqual(
            "Invalid TValue in GetGetter: 'System.Int32', expected type: 'System.Single'.", mistyped.Message);
    }

    [TestMethod]
    public void A_set_of_cursors_reads_every_row_once_from_several_threads()
    {
        DataViewSchema.Column sum = _view.Schema["Sum"];
        DataViewRowCursor[] cursors = _view.GetRowCursorSet([sum], 2);

        float[][] parts = new float[cursors.Length][];
        Parallel.For(0, cursors.Length, i =>
        {
            using DataViewRowCursor cursor = cursors[i];
            ValueGetter<float> getSum = cursor.GetGetter<float>(sum);
            List<float> read = [];
            while (cursor.MoveNext())
            {
                float value = 0f;
                getSum(ref value);
                read.Add(value);
            }

            parts[i] = [.. read];
        });

        CollectionAssert.AreEqual(
            Enumerable.Range(0, RowCount).Select(i => 3f * i).ToArray(), parts.SelectMany(part => part).Order().ToArray());
    }

    [TestMethod]
    public void Rows_keep_their_number_identity_and_order()
    {
        Assert.AreEqual(_source.CanShuffle, _view.CanShuffle);
        Assert.AreEqual(_source.GetRowCount(), _view.GetRowCount());

        using DataViewRowCursor input = _source.GetRowCursor(_source.Schema, new Random(5));
        using DataViewRowCursor output = _view.GetRowCursor(_view.Schema, new Random(5));
        ValueGetter<DataViewRowId> getInputId = input.GetIdGetter();
        ValueGetter<DataViewRowId> getOutputId = output.GetIdGetter();
        while (input.MoveNext())
        {
            Assert.IsTrue(output.MoveNext());
            DataViewRowId inputId = default, outputId = default;
            getInputId(ref inputId);
            getOutputId(ref outputId);
            Assert.AreEqual(inputId, outputId);
            Assert.AreEqual(input.Position, output.Position);
            Assert.AreEqual(input.Batch, output.Batch);
        }

        Assert.IsFalse(output.MoveNext());
    }

    private static Func<object> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
        {
            ValueGetter<ReadOnlyMemory<char>> getText = row.GetGetter<ReadOnlyMemory<char>>(column);
            return () =>
            {
                ReadOnlyMemory<char> text = default;
                getText(ref text);
                return text.ToString();
            };
        }

        ValueGetter<float> getNumber = row.GetGetter<float>(column);
        return () =>
        {
            float number = 0f;
            getNumber(ref number);
            return number;
        };
    }
}
