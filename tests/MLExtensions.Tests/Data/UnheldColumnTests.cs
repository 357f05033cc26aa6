using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Views;

namespace MLExtensions.Tests.Data;

/// <summary>Columns of types that rows in memory cannot hold.</summary>
[TestClass]
public class UnheldColumnTests
{
    [TestMethod]
    public void Columns_that_cannot_be_held_are_named_when_they_are_read_and_else_left_out()
    {
        IDataView source = new MemoryView(3).Add("Number", NumberDataViewType.Int32, row => row).Add("Thing", new Thing(), row => new object());
        var stored = StoredRows.Of(source);
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, stored.GetColumn<int>("Number").ToArray());
        using DataViewRowCursor cursor = stored.GetRowCursor(stored.Schema);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<object>(stored.Schema["Thing"])).Message, "Column 'Thing' of type Thing cannot be kept in memory");
    }

    [TestMethod]
    public void On_demand_columns_that_cannot_be_held_are_read_beside_the_others()
    {
        IDataView source = new MemoryView(200).Add("Number", NumberDataViewType.Int32, row => row).Add<object>("Thing", new Thing(), row => row);
        var stored = StoredRows.OnDemand(source);
        AssertBeside(stored, null, Enumerable.Range(0, 200));
        AssertBeside(stored.Where([.. Enumerable.Range(0, 200).Select(row => row % 3 == 1)]), new Random(1), Enumerable.Range(0, 200).Where(row => row % 3 == 1));
        foreach (DataViewRowCursor cursor in stored.GetRowCursorSet(stored.Schema, 3))
            AssertSameRow(cursor);
    }

    private static void AssertBeside(StoredRows rows, Random? random, IEnumerable<int> expected)
    {
        using DataViewRowCursor cursor = rows.GetRowCursor(rows.Schema, random);
        CollectionAssert.AreEqual(expected.ToArray(), AssertSameRow(cursor));
    }

    private static int[] AssertSameRow(DataViewRowCursor cursor)
    {
        ValueGetter<int> number = cursor.GetGetter<int>(cursor.Schema["Number"]);
        ValueGetter<object> thing = cursor.GetGetter<object>(cursor.Schema["Thing"]);
        List<int> numbers = [];
        int value = 0;
        for (object same = -1; cursor.MoveNext();)
        {
            number(ref value);
            thing(ref same);
            Assert.AreEqual(value, same);
            numbers.Add(value);
        }

        return [.. numbers];
    }

    private sealed class Thing() : StructuredDataViewType(typeof(object))
    {
        public override bool Equals(DataViewType? other) => other is Thing;

        public override string ToString() => nameof(Thing);
    }
}
