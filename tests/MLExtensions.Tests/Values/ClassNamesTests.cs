using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Values;

namespace MLExtensions.Tests.Values;

/// <summary>The names of classes are read from KeyValues of every type that ML.NET makes keys of.</summary>
[TestClass]
public class ClassNamesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Key_values_of_every_type_are_read()
    {
        AssertNames(["b", "a"], _ml.KeysOf("b", "a"));
        AssertNames(["-3", "0", "7"], _ml.KeysOf(-3, 0, 7));
        AssertNames(["3", "0", "1.5"], _ml.KeysOf(3f, 0f, 1.5f));
        AssertNames(["3", "0.1"], _ml.KeysOf(3.0, 0.1));
        AssertNames(["3", "0"], _ml.KeysOf(3u, 0u));
        AssertNames(["3", "0"], _ml.KeysOf((byte)3, (byte)0));
        AssertNames(["-3", "0"], _ml.KeysOf((sbyte)-3, (sbyte)0));
        AssertNames(["-3", "0"], _ml.KeysOf((short)-3, (short)0));
        AssertNames(["3", "0"], _ml.KeysOf((ushort)3, (ushort)0));
        AssertNames(["-3", "0"], _ml.KeysOf(-3L, 0L));
        AssertNames(["3", "0"], _ml.KeysOf(3UL, 0UL));
        AssertNames(["True", "False"], _ml.KeysOf(true, false));
        AssertNames(["2024-02-29T00:00:00"], _ml.KeysOf(new DateTime(2024, 2, 29)));
        AssertNames(["2024-02-29T00:00:00+00:00"], _ml.KeysOf(new DateTimeOffset(2024, 2, 29, 1, 0, 0, TimeSpan.FromHours(1))));
        AssertNames(["01:00:00"], _ml.KeysOf(TimeSpan.FromHours(1)));
    }

    [TestMethod]
    public void Key_values_that_are_sparse_are_read_with_their_zeros() =>
        AssertNames(["0", "5", "0"], Annotated(3, NumberDataViewType.Single, new VBuffer<float>(3, 1, [5f], [1])));

    [TestMethod]
    public void Key_values_that_are_keys_count_from_1() =>
        AssertNames(["2", "1"], Annotated(2, new KeyDataViewType(typeof(uint), 2), new VBuffer<uint>(2, [2, 1])));

    [TestMethod]
    public void Without_key_values_the_names_are_key_numbers_from_1()
    {
        AssertNames(["1", "2", "3"], KeyedLabels.BareKeys(3));
        Assert.AreEqual(
            "It has no KeyValues, so its classes go by their key numbers, 1 to 3.", ClassNames.Of(KeyedLabels.BareKeys(3)).ToString());
    }

    [TestMethod]
    public void Key_values_of_another_number_than_the_keys_do_not_count() =>
        AssertNames(["1", "2", "3"], Annotated(3, NumberDataViewType.Single, new VBuffer<float>(2, [8f, 9f])));

    [TestMethod]
    public void At_most_ten_names_are_listed()
    {
        Assert.AreEqual("Its classes are 'b', 'a'.", ClassNames.Of(_ml.KeysOf("b", "a")).ToString());
        Assert.AreEqual(
            "Its classes are '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'.",
            ClassNames.Of(_ml.KeysOf([.. Enumerable.Range(0, 10)])).ToString());
        Assert.AreEqual(
            "Its classes are '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' and 2 more.",
            ClassNames.Of(_ml.KeysOf([.. Enumerable.Range(0, 12)])).ToString());
    }

    private static void AssertNames(string[] expected, DataViewSchema.Column label)
    {
        ClassNames names = ClassNames.Of(label);
        CollectionAssert.AreEqual(expected, Enumerable.Range(0, names.Count).Select(k => names[k]).ToArray());
    }

    private static DataViewSchema.Column Annotated<TValue>(int classes, PrimitiveDataViewType type, VBuffer<TValue> keyValues)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(
            "KeyValues", new VectorDataViewType(type, keyValues.Length), (ref VBuffer<TValue> values) => keyValues.CopyTo(ref values));
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Label", new KeyDataViewType(typeof(uint), classes), annotations.ToAnnotations());
        return schema.ToSchema()["Label"];
    }
}
