using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.Linear;

/// <summary>Class weights by the value of the class, whatever its type, and what is wrong with them is said by name.</summary>
[TestClass]
public class ClassWeightsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_factor_multiplies_the_weights_of_its_class_and_others_stay()
    {
        float[] weights = [1, 2, 3, 4];
        var byValue = ClassWeights.ByValue(new Dictionary<string, float> { ["spam"] = 10, ["ham"] = 0.5f });
        byValue.Apply(_ml.KeysOf("ham", "spam", "news"), [1, 0, 2, 1], weights);
        CollectionAssert.AreEqual(new float[] { 10, 1, 3, 40 }, weights);
    }

    [TestMethod]
    public void Numbers_are_found_whatever_their_types()
    {
        foreach (DataViewSchema.Column label in new[] { _ml.KeysOf(7, 3), _ml.KeysOf(7f, 3f), _ml.KeysOf(7u, 3u), _ml.KeysOf(7.0, 3.0), _ml.KeysOf("7", "3") })
        {
            AssertFactors([1, 5], ClassWeights.ByValue(new Dictionary<int, float> { [3] = 5 }), label);
            AssertFactors([1, 5], ClassWeights.ByValue(new Dictionary<float, float> { [3f] = 5 }), label);
            AssertFactors([1, 5], ClassWeights.ByValue(new Dictionary<double, float> { [3.0] = 5 }), label);
            AssertFactors([1, 5], ClassWeights.ByValue(new Dictionary<decimal, float> { [3.0m] = 5 }), label);
            AssertFactors([1, 5], ClassWeights.ByValue(new Dictionary<string, float> { ["3"] = 5 }), label);
        }

        AssertFactors([5, 1], ClassWeights.ByValue(new Dictionary<double, float> { [0.1] = 5 }), _ml.KeysOf(0.1f, 0.2f));
    }

    [TestMethod]
    public void Values_of_other_types_are_found()
    {
        AssertFactors([1, 5], ClassWeights.ByValue(new Dictionary<bool, float> { [true] = 5 }), _ml.KeysOf(false, true));
        AssertFactors([1, 5], ClassWeights.ByValue([KeyValuePair.Create("b".AsMemory(), 5f)]), _ml.KeysOf("a", "b"));
        AssertFactors([5, 1], ClassWeights.ByValue(new Dictionary<object, float> { [3f] = 5, ["4"] = 1 }), _ml.KeysOf(3, 4));
        var utc = new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc);
        AssertFactors([1, 5], ClassWeights.ByValue(new Dictionary<DateTime, float> { [utc] = 5 }), _ml.KeysOf(utc.AddDays(1), new DateTime(2024, 2, 29)));
    }

    [TestMethod]
    public void Without_key_values_a_class_goes_by_its_key_number_from_1() =>
        AssertFactors([5, 1, 7], ClassWeights.ByValue(new Dictionary<int, float> { [1] = 5, [3] = 7 }), KeyedLabels.BareKeys(3));

    [TestMethod]
    public void No_factors_change_nothing() =>
        AssertFactors([1, 1], ClassWeights.ByValue(new Dictionary<string, float>()), _ml.KeysOf("a", "b"));

    [TestMethod]
    public void Factors_are_read_once()
    {
        var factors = new Dictionary<string, float> { ["a"] = 2 };
        var byValue = ClassWeights.ByValue(factors);
        factors["a"] = 3;
        factors["c"] = 4;
        AssertFactors([2, 1], byValue, _ml.KeysOf("a", "b"));
    }

    [TestMethod]
    public void A_value_that_the_label_does_not_have_is_named_with_those_it_has()
    {
        AssertUnknown(
            "Could not find class 'B', which has a class weight, in label column 'Label'. Its classes are 'a', 'b'. (Parameter 'input')",
            ClassWeights.ByValue(new Dictionary<string, float> { ["a"] = 1, ["B"] = 2, ["C"] = 2 }), _ml.KeysOf("a", "b"));
        AssertUnknown(
            "Could not find class '3.0', which has a class weight, in label column 'Label'. Its classes are '3', '4'. (Parameter 'input')",
            ClassWeights.ByValue(new Dictionary<string, float> { ["3.0"] = 2 }), _ml.KeysOf(3f, 4f));
        AssertUnknown(
            "Could not find class '-1', which has a class weight, in label column 'Label'. "
            + "Its classes are '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' and 3 more. (Parameter 'input')",
            ClassWeights.ByValue(new Dictionary<int, float> { [-1] = 2 }), _ml.KeysOf([.. Enumerable.Range(0, 13)]));
        AssertUnknown(
            "Could not find class '0', which has a class weight, in label column 'Label'. "
            + "It has no KeyValues, so its classes go by their key numbers, 1 to 3. (Parameter 'input')",
            ClassWeights.ByValue(new Dictionary<int, float> { [0] = 2 }), KeyedLabels.BareKeys(3));
    }

    [TestMethod]
    public void A_fold_that_lacks_a_class_is_trained_without_it_and_a_model_by_itself_is_not()
    {
        Example[] examples = MadeUpExamples.Draw(90, 2, seed: 1);
        NamedClass[] rows = [.. examples.Select(example => new NamedClass { Label = $"c{example.Label}", Features = [.. example.Features.DenseValues()] }), new NamedClass { Label = "rare", Features = [5, 5] }];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        var log = new RecordingLog(_ml);
        SweepParameter<float> lambda = SweepParameter.L2Regularization(0.1f, 10f, 3);
        foreach (bool together in (bool[])[true, false])
        {
            SweepResult result = _ml.MulticlassClassification.Sweep(
                data,
                _ml.Transforms.Conversion.MapValueToKey("Label").Append((ml, values) => Softmax(values.Get(lambda), "rare")),
                SweepSearch.Grid(lambda), new MulticlassSweepOptions { Seed = 1, TrainTogether = together });
            Assert.IsTrue(result.Trials.All(trial => trial.Failure is null), result.ToString());
            Assert.IsNotNull(result.Refit(result.Best));
        }

        Assert.IsTrue(log.Warnings.Any(warning => warning.Contains("Could not find class 'rare'", StringComparison.Ordinal) && warning.Contains("The model is trained without it.", StringComparison.Ordinal)));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                () => _ml.Transforms.Conversion.MapValueToKey("Label").Append(Softmax(1, "rrare")).Fit(data)).Message,
            "Could not find class 'rrare'");

        IEstimator<ITransformer> Softmax(float l2Regularization, string name) => _ml.MulticlassClassification.Trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options
        {
            L2Regularization = l2Regularization,
            ClassWeights = ClassWeights.ByValue(new Dictionary<string, float> { [name] = 10 }),
        });
    }

    private sealed class NamedClass
    {
        public string Label { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-1f)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void A_factor_is_positive_and_finite(float weight)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => ClassWeights.ByValue(new Dictionary<string, float> { ["a"] = 1, ["b"] = weight }));
        StringAssert.StartsWith(error.Message, "The weight of class 'b' must be positive and finite. (Parameter 'weights')");
        Assert.AreEqual(weight, error.ActualValue);
    }

    [TestMethod]
    public void A_value_is_given_once_and_not_null()
    {
        AssertRefused("Class '3' is given a weight twice. (Parameter 'weights')", new Dictionary<object, float> { [3] = 1, [3.0] = 2 });
        AssertRefused("Class 'a' is given a weight twice. (Parameter 'weights')", [KeyValuePair.Create("a", 1f), KeyValuePair.Create("a", 1f)]);
        AssertRefused("A class has to have a value, got null. (Parameter 'weights')", [KeyValuePair.Create<string, float>(null!, 1f)]);
        Assert.ThrowsExactly<ArgumentNullException>(() => ClassWeights.ByValue<string>(null!));
    }

    [TestMethod]
    [DataRow(1e30f, 1e30f, "The example weight 1E+30 times 1E+30, the weight of its class 'b', is Infinity; it must be positive and finite.")]
    [DataRow(1e-30f, 1e-30f, "The example weight 1E-30 times 1E-30, the weight of its class 'b', is 0; it must be positive and finite.")]
    public void A_product_out_of_range_is_refused(float exampleWeight, float factor, string message)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => ClassWeights.ByValue(new Dictionary<string, float> { ["b"] = factor }).Apply(_ml.KeysOf("a", "b"), [0, 1], new[] { 1f, exampleWeight }));
        Assert.AreEqual(message, error.Message);
    }

    private static void AssertFactors(float[] expected, ClassWeights classWeights, DataViewSchema.Column label)
    {
        float[] weights = [.. expected.Select(_ => 1f)];
        classWeights.Apply(label, [.. Enumerable.Range(0, expected.Length)], weights);
        CollectionAssert.AreEqual(expected, weights);
    }

    private static void AssertUnknown(string message, ClassWeights classWeights, DataViewSchema.Column label)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => classWeights.Apply(label, [0], new[] { 1f }));
        Assert.AreEqual(message, error.Message);
    }

    private static void AssertRefused<TValue>(string message, IEnumerable<KeyValuePair<TValue, float>> weights)
        where TValue : notnull =>
        Assert.AreEqual(message, Assert.ThrowsExactly<ArgumentException>(() => ClassWeights.ByValue(weights)).Message);
}
