using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Views;

[TestClass]
public class StoredRowsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Every_type_of_column_comes_back_as_it_was()
    {
        IDataView source = Columns(300);
        var stored = StoredRows.Of(source);
        Assert.AreSame(source.Schema, stored.Schema);
        Assert.AreEqual(300L, stored.GetRowCount());
        CollectionAssert.AreEqual(source.GetColumn<float>("Number").ToArray(), stored.GetColumn<float>("Number").ToArray());
        CollectionAssert.AreEqual(source.GetColumn<string>("Text").ToArray(), stored.GetColumn<string>("Text").ToArray());
        CollectionAssert.AreEqual(source.GetColumn<DateTime>("Time").ToArray(), stored.GetColumn<DateTime>("Time").ToArray());
        CollectionAssert.AreEqual(source.GetColumn<uint>("Key").ToArray(), stored.GetColumn<uint>("Key").ToArray());
        foreach (string vectors in (string[])["Dense", "Sparse", "OfAnySize", "Late", "Empty"])
            AssertSame<float>(source, stored, vectors);
        AssertSame<ReadOnlyMemory<char>>(source, stored, "Words");
        VBuffer<ReadOnlyMemory<char>> values = default;
        stored.Schema["Key"].GetKeyValues(ref values);
        Assert.AreEqual("c", values.GetItemOrDefault(2).ToString());
    }

    [TestMethod]
    public void Vectors_of_any_mixture_come_back_as_they_were() => Gen.Select(Gen.Int[0, 5], Gen.Bool, Gen.Int[0, 3]).Array[0, 30].Sample(rows =>
    {
        VBuffer<double>[] vectors = Array.ConvertAll(rows, row => row.Item2
            ? new VBuffer<double>(row.Item1, [.. Enumerable.Range(0, row.Item1).Select(i => i + 0.5)])
            : new VBuffer<double>(row.Item1 + 4, row.Item3, [1, 2, 3], [0, 2, row.Item1 + 3]));
        MemoryView source = new MemoryView(rows.Length).AddVectors("Vector", NumberDataViewType.Double, 0, row => vectors[row]);
        AssertSame<double>(source, StoredRows.Of(source), "Vector");
        AssertSame<double>(source, StoredRows.OnDemand(source), "Vector");
    });

    [TestMethod]
    public void It_reads_all_columns_in_one_pass_and_never_again()
    {
        var watched = new WatchedDataView(Columns(100));
        var stored = StoredRows.Of(watched);
        _ = stored.GetColumn<float>("Number").Count() + stored.GetColumn<string>("Text").Count() + stored.Count;
        Assert.AreSame(stored, StoredRows.Of(stored));
        Assert.AreEqual(1, watched.Passes);
        Assert.AreEqual(0, watched.Open);
    }

    [TestMethod]
    public void On_demand_it_reads_each_column_once_and_those_asked_for_together_in_one_pass()
    {
        var watched = new WatchedDataView(Columns(100));
        var stored = StoredRows.OnDemand(watched);
        Assert.AreEqual(0, watched.Passes);
        for (int i = 0; i < 2; i++)
            using (stored.GetRowCursor([stored.Schema["Number"], stored.Schema["Text"]]))
                Assert.AreEqual(1, watched.Passes);
        Assert.AreEqual(100, stored.GetColumn<DateTime>("Time").Count());
        Assert.AreEqual(2, watched.Passes);
    }

    [TestMethod]
    [DoNotParallelize] // What other tests take would count.
    public void It_takes_no_more_memory_than_the_values_do()
    {
        MemoryView source = new MemoryView(20_000).AddVectors("Dense", NumberDataViewType.Single, 100, row => new VBuffer<float>(100, Enumerable.Repeat((float)row, 100).ToArray()));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var stored = StoredRows.Of(source);
        long taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.AreEqual(20_000, stored.Count);
        Assert.IsLessThan(1.05 * 20_000 * 100 * sizeof(float), taken);
        GC.KeepAlive(source);
    }

    [TestMethod]
    public void Some_of_its_rows_have_their_order_and_their_ids() => Gen.Bool.Array[0, 200].Sample(chosen =>
    {
        StoredRows subset = Numbers(chosen.Length).Where(chosen);
        int[] expected = [.. Enumerable.Range(0, chosen.Length).Where(row => chosen[row])];
        Assert.AreEqual(expected.Length, subset.Count);
        CollectionAssert.AreEqual(expected, subset.GetColumn<int>("Number").ToArray());
        CollectionAssert.AreEqual(expected, Ids(subset).ToArray());

        // Of these every second, without the first of all.
        bool[] second = [.. expected.Select((_, place) => place % 2 == 1)];
        CollectionAssert.AreEqual(expected.Where((_, place) => place % 2 == 1).ToArray(), subset.Where(second).GetColumn<int>("Number").ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => subset.Where([.. second, true]));
    });

    [TestMethod]
    public void The_first_of_an_order_come_in_their_own()
    {
        StoredRows rows = Numbers(5);
        CollectionAssert.AreEqual(new[] { 0, 3, 4 }, rows.First([4, 0, 3, 1, 2], 3).GetColumn<int>("Number").ToArray());
        Assert.AreEqual(5, rows.First([4, 0, 3, 1, 2], 9).Count);
    }

    [TestMethod]
    public void Several_cursors_have_all_rows_and_batches_tell_their_order() => Gen.Select(Gen.Int[0, 400], Gen.Int[1, 9]).Sample((rows, cursors) =>
    {
        StoredRows stored = Numbers(rows);
        List<(long Batch, int Number)> read = [];
        DataViewRowCursor[] set = stored.GetRowCursorSet(stored.Schema, cursors);
        Assert.IsLessThanOrEqualTo(cursors, set.Length);
        foreach (DataViewRowCursor cursor in set)
        {
            ValueGetter<int> number = cursor.GetGetter<int>(stored.Schema["Number"]);
            int value = 0;
            for (long position = 0; cursor.MoveNext(); position++)
            {
                Assert.AreEqual(position, cursor.Position);
                number(ref value);
                read.Add((cursor.Batch, value));
            }
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, rows).ToArray(), read.OrderBy(row => row.Batch).Select(row => row.Number).ToArray());
    });

    [TestMethod]
    public void It_is_shuffled_as_ML_NETs_cache_is()
    {
        StoredRows stored = Numbers(200);
        IDataView cache = _ml.Data.Cache(stored);
        Assert.IsTrue(stored.CanShuffle);
        int[] shuffled = Shuffled(stored);
        CollectionAssert.AreEqual(Shuffled(cache), shuffled);
        CollectionAssert.AreNotEqual(stored.GetColumn<int>("Number").ToArray(), shuffled);
        CollectionAssert.AreEquivalent(new[] { 0, 7, 199 }, Shuffled(stored.Where([.. Enumerable.Range(0, 200).Select(row => row is 0 or 7 or 199)])));

        int[] Shuffled(IDataView view)
        {
            using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, new Random(3));
            ValueGetter<int> number = cursor.GetGetter<int>(view.Schema["Number"]);
            List<int> numbers = [];
            for (int value = 0; cursor.MoveNext();)
            {
                number(ref value);
                numbers.Add(value);
            }

            return [.. numbers];
        }
    }

    [TestMethod]
    public void A_cursor_ends_once_and_for_all()
    {
        StoredRows rows = Numbers(2);
        using DataViewRowCursor cursor = rows.GetRowCursor(rows.Schema);
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsTrue(cursor.MoveNext() && cursor.MoveNext());
        Assert.AreEqual(1, cursor.Position);
        for (int i = 0; i < 2; i++)
        {
            Assert.IsFalse(cursor.MoveNext());
            Assert.AreEqual(-1, cursor.Position);
        }
    }

    [TestMethod]
    public void A_vector_that_is_written_to_does_not_change_it()
    {
        var stored = StoredRows.Of(Columns(3));
        foreach (VBuffer<float> vector in stored.GetColumn<VBuffer<float>>("Dense"))
        {
            VBuffer<float> own = vector;
            VBufferEditor.CreateFromBuffer(ref own).Values.Fill(-1);
        }

        AssertSame<float>(Columns(3), stored, "Dense");
    }

    [TestMethod]
    public void Text_in_a_buffer_that_its_source_writes_to_is_copied()
    {
        var buffer = new char[3];
        MemoryView source = new MemoryView(3).Add<ReadOnlyMemory<char>>("Text", TextDataViewType.Instance, row =>
        {
            Array.Fill(buffer, (char)('a' + row));
            return buffer;
        });
        CollectionAssert.AreEqual(new[] { "aaa", "bbb", "ccc" }, StoredRows.Of(source).GetColumn<string>("Text").ToArray());
    }

    [TestMethod]
    public void Hidden_columns_are_not_read()
    {
        IDataView source = _ml.Transforms.CopyColumns("Text", "Words").Fit(Columns(5)).Transform(Columns(5));
        DataViewSchema.Column hidden = source.Schema.First(column => column.IsHidden);
        var stored = StoredRows.Of(source);
        AssertSame<ReadOnlyMemory<char>>(source, stored, "Text");
        using DataViewRowCursor cursor = stored.GetRowCursor([hidden]);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(hidden)).Message, "'Text' is hidden");
    }

    [TestMethod]
    public void A_source_with_other_rows_in_each_pass_is_found_out_on_demand()
    {
        int passes = 0;
        IDataView source = _ml.Data.LoadFromEnumerable(Rows());
        var stored = StoredRows.OnDemand(source);
        Assert.AreEqual(1, stored.GetColumn<int>("First").Count());
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => stored.GetColumn<int>("Second").Count()).Message, "1 rows at first and then 2");

        IEnumerable<Pair> Rows()
        {
            foreach (int i in Enumerable.Range(0, ++passes))
                yield return new Pair { First = i, Second = i };
        }
    }

    [TestMethod]
    public void Reading_can_be_cancelled() => Assert.ThrowsExactly<OperationCanceledException>(() => StoredRows.Of(Columns(5), new CancellationToken(canceled: true)));

    [TestMethod]
    public void ML_NET_trains_on_it()
    {
        Example[] examples = MadeUpExamples.Draw(60, 4, seed: 1);
        StoredRows subset = StoredRows.Of(_ml.View(examples)).Where([.. Enumerable.Range(0, 60).Select(row => row % 3 != 0)]);
        var onSubset = _ml.MulticlassClassification.Trainers.SdcaMaximumEntropy().Fit(subset);
        Assert.AreEqual(40, onSubset.Transform(subset).GetColumn<uint>("PredictedLabel").Count());
    }

    private static IEnumerable<int> Ids(StoredRows view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([]);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        for (DataViewRowId id = default; cursor.MoveNext();)
        {
            getId(ref id);
            yield return (int)id.Low;
        }
    }

    private static void AssertSame<T>(IDataView expected, IDataView actual, string column)
    {
        VBuffer<T>[] before = [.. expected.GetColumn<VBuffer<T>>(column)], after = [.. actual.GetColumn<VBuffer<T>>(column)];
        Assert.HasCount(before.Length, after);
        foreach ((VBuffer<T> one, VBuffer<T> other) in before.Zip(after))
        {
            Assert.AreEqual(one.Length, other.Length);
            Assert.AreEqual(one.IsDense, other.IsDense);
            CollectionAssert.AreEqual(one.Items(all: true).Select(item => $"{item.Value}").ToArray(), other.Items(all: true).Select(item => $"{item.Value}").ToArray());
        }
    }

    private static StoredRows Numbers(int rows) => StoredRows.Of(new MemoryView(rows).Add("Number", NumberDataViewType.Int32, row => row));

    private IDataView Columns(int rows)
    {
        MemoryView view = new MemoryView(rows)
            .Add("Number", NumberDataViewType.Single, row => row / 4f)
            .AddText("Text", row => row % 5 == 0 ? "" : $"row {row}")
            .AddText("Letter", row => $"{(char)('a' + row % 3)}")
            .Add("Time", DateTimeDataViewType.Instance, row => new DateTime(2026, 1, 1).AddDays(row))
            .AddVectors("Dense", NumberDataViewType.Single, 3, row => new VBuffer<float>(3, [row, -row, float.NaN]))
            .AddVectors("Sparse", NumberDataViewType.Single, 9, row => new VBuffer<float>(9, row % 3, [row, 1], [2, 7]))
            .AddVectors("OfAnySize", NumberDataViewType.Single, 0, row => new VBuffer<float>(row % 4, [1, row, 3]))
            .AddVectors("Late", NumberDataViewType.Single, 2, row => row < rows - 1 ? new VBuffer<float>(2, [row, 1]) : new VBuffer<float>(2, 1, [5], [1]))
            .AddVectors("Empty", NumberDataViewType.Single, 0, _ => new VBuffer<float>(0, []))
            .AddVectors("Words", TextDataViewType.Instance, 2, row => new VBuffer<ReadOnlyMemory<char>>(2, [$"w{row}".AsMemory(), default]));
        return _ml.Transforms.Conversion.MapValueToKey("Key", "Letter").Fit(view).Transform(view);
    }

    private sealed class Pair
    {
        public int First { get; set; }

        public int Second { get; set; }
    }
}
