using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Values;

namespace MLExtensions.Tests.Values;

/// <summary>Values of any primitive type are written to a file and read back.</summary>
[TestClass]
public class ColumnValuesTests
{
    [TestMethod]
    public void Values_of_every_type_come_back()
    {
        AssertComesBack(TextDataViewType.Instance, ["".AsMemory(), "ä€😀".AsMemory(), "b".AsMemory()], (x, y) => x.Span.SequenceEqual(y.Span));
        AssertComesBack(BooleanDataViewType.Instance, true, false);
        AssertComesBack<sbyte>(NumberDataViewType.SByte, -128, 127);
        AssertComesBack<byte>(NumberDataViewType.Byte, 0, 255);
        AssertComesBack<short>(NumberDataViewType.Int16, -30000, 30000);
        AssertComesBack<ushort>(NumberDataViewType.UInt16, 0, 60000);
        AssertComesBack(NumberDataViewType.Int32, int.MinValue, int.MaxValue);
        AssertComesBack<uint>(NumberDataViewType.UInt32, 0, uint.MaxValue);
        AssertComesBack(NumberDataViewType.Int64, long.MinValue, long.MaxValue);
        AssertComesBack<ulong>(NumberDataViewType.UInt64, 0, ulong.MaxValue);
        AssertComesBack(NumberDataViewType.Single, -0.1f, float.NaN);
        AssertComesBack(NumberDataViewType.Double, -0.1, double.PositiveInfinity);
        AssertComesBack(DateTimeDataViewType.Instance, new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc));
        AssertComesBack(DateTimeOffsetDataViewType.Instance, new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(2)));
        AssertComesBack(TimeSpanDataViewType.Instance, TimeSpan.FromDays(-1));
        AssertComesBack(RowIdDataViewType.Instance, new DataViewRowId(1, ulong.MaxValue));
        AssertComesBack(new KeyDataViewType(typeof(ushort), 7), (ushort)0, (ushort)7);
        AssertComesBack<int>(NumberDataViewType.Int32);
    }

    [TestMethod]
    public void A_type_that_is_not_known_is_refused()
    {
        using var reader = new BinaryReader(new MemoryStream([77, 0, 0, 0, 0]));
        Assert.ThrowsExactly<FormatException>(() => ColumnValues.Read(reader));
    }

    [TestMethod]
    public void Some_of_the_values_are_picked_and_without_any_all_are_default_values()
    {
        var values = new ColumnValues<int>(NumberDataViewType.Int32, [10, 11, 12]);
        bool areThere = true;
        var get = (ValueGetter<VBuffer<int>>)values.CreateGetter(2, places =>
        {
            (places[0], places[1]) = (2, 0);
            return areThere;
        });
        VBuffer<int> picked = default;

        get(ref picked);
        CollectionAssert.AreEqual(new[] { 12, 10 }, picked.DenseValues().ToArray());
        areThere = false;
        get(ref picked);
        CollectionAssert.AreEqual(new[] { 0, 0 }, picked.DenseValues().ToArray());
    }

    private static void AssertComesBack<TValue>(PrimitiveDataViewType type, params TValue[] values) =>
        AssertComesBack(type, values, EqualityComparer<TValue>.Default.Equals);

    private static void AssertComesBack<TValue>(PrimitiveDataViewType type, TValue[] values, Func<TValue, TValue, bool> areEqual)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        new ColumnValues<TValue>(type, values).Write(writer);
        writer.Write(1234);
        file.Position = 0;
        using var reader = new BinaryReader(file);
        ColumnValues read = ColumnValues.Read(reader);

        Assert.AreEqual(type, read.Type);
        Assert.AreEqual(1234, reader.ReadInt32());
        var annotations = new DataViewSchema.Annotations.Builder();
        read.AddTo(annotations, "Values");
        VBuffer<TValue> vector = default;
        annotations.ToAnnotations().GetValue("Values", ref vector);
        TValue[] actual = [.. vector.DenseValues()];
        Assert.HasCount(values.Length, actual);
        for (int i = 0; i < values.Length; i++)
            Assert.IsTrue(areEqual(values[i], actual[i]), $"{values[i]} came back as {actual[i]}");
    }
}
