using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Data;

[TestClass]
public class RowSubsetTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void It_has_the_chosen_rows_in_their_order() => Gen.Bool.Array[0, 40].Sample(chosen =>
    {
        var subset = new RowSubset(Numbers(chosen.Length), chosen);
        int[] expected = [.. Enumerable.Range(0, chosen.Length).Where(row => chosen[row])];
        CollectionAssert.AreEqual(expected, subset.GetColumn<int>("Number").ToArray());
        Assert.AreEqual(expected.Length, (int)subset.GetRowCount()!);
    });

    [TestMethod]
    public void Its_cursors_count_its_own_rows_and_keep_the_ids_of_the_source()
    {
        MemoryView source = Numbers(5);
        var subset = new RowSubset(source, [false, true, false, true, true]);
        Assert.AreSame(source.Schema, subset.Schema);
        Assert.IsFalse(subset.CanShuffle);

        using DataViewRowCursor cursor = subset.GetRowCursorSet(subset.Schema, 4).Single();
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        ValueGetter<int> number = cursor.GetGetter<int>(subset.Schema["Number"]);
        Assert.IsTrue(cursor.IsColumnActive(subset.Schema["Number"]));
        Assert.AreEqual(-1, cursor.Position);
        foreach ((int position, int row) in ((int, int)[])[(0, 1), (1, 3), (2, 4)])
        {
            Assert.IsTrue(cursor.MoveNext());
            Assert.AreEqual(position, cursor.Position);
            DataViewRowId actual = default;
            id(ref actual);
            Assert.AreEqual((ulong)row, actual.Low);
            int value = -1;
            number(ref value);
            Assert.AreEqual(row, value);
        }

        Assert.IsFalse(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
    }

    [TestMethod]
    public void Subsets_of_subsets_and_of_filtered_rows_are_what_they_say()
    {
        IDataView even = _ml.Data.FilterByCustomPredicate<Row>(_ml.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Row { Number = i })), row => row.Number % 2 == 1);
        var subset = new RowSubset(new RowSubset(even, [.. Enumerable.Range(0, 10).Select(row => row != 0)]), [.. Enumerable.Range(0, 9).Select(row => row % 2 == 0)]);
        CollectionAssert.AreEqual(new[] { 2, 6, 10, 14, 18 }, subset.GetColumn<int>("Number").ToArray());
    }

    [TestMethod]
    public void A_cursor_closes_that_of_the_source()
    {
        var watched = new WatchedDataView(Numbers(3));
        using (DataViewRowCursor cursor = new RowSubset(watched, [true, false, true]).GetRowCursor(watched.Schema))
        {
            cursor.MoveNext();
            Assert.AreEqual(1, watched.Open);
        }

        Assert.AreEqual(0, watched.Open);
    }

    [TestMethod]
    public void ML_NET_trains_and_saves_it()
    {
        Example[] examples = MadeUpExamples.Draw(60, 4, seed: 1);
        var subset = new RowSubset(_ml.View(examples), [.. Enumerable.Range(0, 60).Select(row => row % 3 != 0)]);
        var model = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(_ml.Data.Cache(subset));
        Assert.AreEqual(40, model.Transform(subset).GetColumn<uint>("PredictedLabel").Count());
    }

    private static MemoryView Numbers(int rows) =>
        new MemoryView(rows).Add("Number", NumberDataViewType.Int32, row => row);

    private sealed class Row
    {
        public int Number { get; set; }
    }
}
