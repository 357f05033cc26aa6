using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Views;

namespace MLExtensions.Tests.Views;

[TestClass]
public class MemoryViewTests
{
    private static readonly MemoryView _view = new MemoryView(3)
        .Add("Number", NumberDataViewType.Int32, row => 10 * row)
        .AddVectors("Vector", NumberDataViewType.Double, 2, row => new VBuffer<double>(2, [row, -row]))
        .AddText("Text", row => "row " + row);

    [TestMethod]
    public void Columns_come_out_as_they_were_put_in()
    {
        CollectionAssert.AreEqual(new[] { 0, 10, 20 }, _view.GetColumn<int>("Number").ToArray());
        CollectionAssert.AreEqual(new[] { "row 0", "row 1", "row 2" }, _view.GetColumn<string>("Text").ToArray());
        CollectionAssert.AreEqual(new double[] { 2, -2 }, _view.GetColumn<double[]>("Vector").Last());
        Assert.AreEqual(3L, _view.GetRowCount());
        Assert.IsFalse(_view.CanShuffle);
    }

    [TestMethod]
    public void ML_NET_reads_it_as_its_own()
    {
        var ml = new MLContext(seed: 1);
        Row[] rows = [.. ml.Data.CreateEnumerable<Row>(_view, reuseRowObject: false)];
        Assert.AreEqual("row 1", rows[1].Text);
        Assert.AreEqual(10, rows[1].Number);
        CollectionAssert.AreEqual(new double[] { 1, -1 }, rows[1].Vector);
        Assert.AreEqual(3, ml.Data.ShuffleRows(_view).GetColumn<int>("Number").Distinct().Count());
    }

    [TestMethod]
    public void A_cursor_ends_once_and_for_all()
    {
        using DataViewRowCursor cursor = _view.GetRowCursorSet(_view.Schema, 2).Single();
        Assert.AreEqual(-1, cursor.Position);
        for (int row = 0; row < 3; row++)
        {
            Assert.IsTrue(cursor.MoveNext());
            Assert.AreEqual(row, cursor.Position);
        }

        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void A_cursor_has_the_columns_that_were_asked_for_in_their_types()
    {
        using DataViewRowCursor cursor = _view.GetRowCursor([_view.Schema["Number"]]);
        Assert.IsTrue(cursor.IsColumnActive(_view.Schema["Number"]));
        Assert.IsFalse(cursor.IsColumnActive(_view.Schema["Text"]));
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(_view.Schema["Text"])).Message, "'Text'");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(_view.Schema["Number"])).Message, "Int32");
    }

    [TestMethod]
    public void A_view_without_rows_has_none()
    {
        var view = new MemoryView(0).Add("Number", NumberDataViewType.Int32, row => row);
        Assert.IsEmpty(view.GetColumn<int>("Number").ToArray());
        Assert.AreEqual(0L, view.GetRowCount());
    }

    private sealed class Row
    {
        public int Number { get; set; }

        [VectorType(2)]
        public double[] Vector { get; set; } = [];

        public string Text { get; set; } = "";
    }
}
