using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Transforms;

[TestClass]
public class PolynomialFeaturesTests
{
    private readonly MLContext _ml = new(seed: 1);

    private sealed class Example
    {
        public bool Label { get; set; }

        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Expanded
    {
        public float[] Features { get; set; } = [];

        public float[] Products { get; set; } = [];
    }

    [TestMethod]
    public void The_estimator_has_the_defaults_it_documents()
    {
        PolynomialFeaturesTransformer transformer = _ml.Transforms.PolynomialFeatures("Features").Fit(Data());

        Assert.AreEqual("Features", transformer.OutputColumnName);
        Assert.AreEqual("Features", transformer.InputColumnName);
        Assert.AreEqual(2, transformer.Degree);
        Assert.IsFalse(transformer.InteractionOnly);
        Assert.IsFalse(transformer.IncludeBias);
    }

    [TestMethod]
    public void A_new_column_leaves_the_features_as_they_are()
    {
        IDataView output = _ml.Transforms.PolynomialFeatures("Products", "Features", interactionOnly: true)
            .Fit(Data()).Transform(Data());

        CollectionAssert.AreEqual(new[] { 1f, 2f, 3f }, Rows(output, "Features")[1]);
        CollectionAssert.AreEqual(new[] { 1f, 2f, 3f, 2f, 3f, 6f }, Rows(output, "Products")[1]);
    }

    [TestMethod]
    public void A_column_can_replace_its_own_input()
    {
        IDataView output = _ml.Transforms.PolynomialFeatures("Features", includeBias: true).Fit(Data()).Transform(Data());

        CollectionAssert.AreEqual(new[] { 1f, 1f, 2f, 3f, 1f, 2f, 3f, 4f, 6f, 9f }, Rows(output, "Features")[1]);
    }

    [TestMethod]
    public void Expansions_follow_one_another()
    {
        IDataView output = _ml.Transforms.PolynomialFeatures("Features", interactionOnly: true)
            .Append(_ml.Transforms.PolynomialFeatures("Features", interactionOnly: true))
            .Fit(Data()).Transform(Data());

        Assert.AreEqual("x0 x0 x1", SlotNames(output.Schema["Features"])[6 + 2]);
        Assert.AreEqual(1f * (1f * 2f), Rows(output, "Features")[1][6 + 2]);
    }

    [TestMethod]
    public void Slots_are_named_after_the_features()
    {
        IDataView output = _ml.Transforms.PolynomialFeatures("Products", "Features").Fit(Data()).Transform(Data());

        CollectionAssert.AreEqual(
            "x0,x1,x2,x0^2,x0 x1,x0 x2,x1^2,x1 x2,x2^2".Split(','), SlotNames(output.Schema["Products"]));
    }

    [TestMethod]
    public void Slots_are_named_after_the_slots_of_the_features_where_they_have_names()
    {
        DataViewSchema.Annotations.Builder annotations = new();
        annotations.Add(
            "SlotNames",
            new VectorDataViewType(TextDataViewType.Instance, 3),
            (ref VBuffer<ReadOnlyMemory<char>> names) =>
                names = new VBuffer<ReadOnlyMemory<char>>(3, 2, ["age".AsMemory(), "height".AsMemory()], [0, 2]));
        DataViewSchema.Builder schema = new();
        schema.AddColumn("Features", new VectorDataViewType(NumberDataViewType.Single, 3), annotations.ToAnnotations());

        DataViewSchema output =
            _ml.Transforms.PolynomialFeatures("Features").Fit(Data()).GetOutputSchema(schema.ToSchema());
        CollectionAssert.AreEqual(
            "age,x1,height,age^2,age x1,age height,x1^2,x1 height,height^2".Split(','),
            SlotNames(output["Features"]));
    }

    [TestMethod]
    public void Only_slot_names_are_passed_on()
    {
        IDataView normalized = _ml.Transforms.NormalizeMinMax("Features").Fit(Data()).Transform(Data());
        IDataView output = _ml.Transforms.PolynomialFeatures("Features").Fit(normalized).Transform(normalized);

        Assert.IsTrue(normalized.Schema["Features"].IsNormalized());
        Assert.AreEqual("SlotNames", output.Schema["Features"].Annotations.Schema.Single().Name);
    }

    [TestMethod]
    public void The_width_is_logged()
    {
        List<string> messages = [];
        _ml.Log += (_, message) => messages.Add(message.RawMessage);
        _ml.Transforms.PolynomialFeatures("Features").Fit(Data());

        CollectionAssert.Contains(messages, "3 columns of 'Features' become 9");
    }

    [TestMethod]
    public void Several_threads_read_one_view()
    {
        IDataView data = Data(2_000);
        IDataView output = _ml.Transforms.PolynomialFeatures("Features", degree: 3).Fit(data).Transform(data);
        float[][] expected = Rows(output, "Features");

        Parallel.For(0, 4, _ =>
        {
            float[][] actual = Rows(output, "Features");
            for (int row = 0; row < expected.Length; row++)
                CollectionAssert.AreEqual(expected[row], actual[row]);
        });
    }

    [TestMethod]
    public void A_prediction_engine_expands_single_rows()
    {
        ITransformer model = _ml.Transforms.PolynomialFeatures("Products", "Features")
            .Append(_ml.Transforms.CopyColumns("Copy", "Products"))
            .Fit(Data());
        using PredictionEngine<Example, Expanded> engine = _ml.Model.CreatePredictionEngine<Example, Expanded>(model);

        foreach (float x in new[] { 2f, -3f })
        {
            Expanded expanded = engine.Predict(new Example { Features = [1f, x, 0f] });
            CollectionAssert.AreEqual(new[] { 1f, x, 0f }, expanded.Features);
            CollectionAssert.AreEqual(new[] { 1f, x, 0f, 1f, x, 0f, x * x, 0f, 0f }, expanded.Products);
        }
    }

    [TestMethod]
    public void A_saved_model_expands_to_the_same_bits()
    {
        IDataView data = Data();
        PolynomialFeaturesTransformer saved =
            _ml.Transforms.PolynomialFeatures("Products", "Features", 3, interactionOnly: true, includeBias: true).Fit(data);
        using MemoryStream file = new();
        _ml.Model.Save(saved, data.Schema, file);
        file.Position = 0;
        ITransformer model = new MLContext().Model.Load(file, out DataViewSchema schema);

        PolynomialFeaturesTransformer loaded = model as PolynomialFeaturesTransformer
            ?? ((IEnumerable<ITransformer>)model).OfType<PolynomialFeaturesTransformer>().Single();
        Assert.AreEqual(
            ("Products", "Features", 3, true, true),
            (loaded.OutputColumnName, loaded.InputColumnName, loaded.Degree, loaded.InteractionOnly, loaded.IncludeBias));
        Assert.HasCount(data.Schema.Count, schema);

        float[][] expected = Rows(saved.Transform(data), "Products");
        float[][] actual = Rows(model.Transform(data), "Products");
        for (int row = 0; row < expected.Length; row++)
        {
            CollectionAssert.AreEqual(
                expected[row].Select(BitConverter.SingleToUInt32Bits).ToArray(),
                actual[row].Select(BitConverter.SingleToUInt32Bits).ToArray());
        }
    }

    [TestMethod]
    public void Trainers_cross_validate_on_cached_products()
    {
        IEstimator<ITransformer> pipeline = _ml.Transforms.PolynomialFeatures("Features")
            .AppendCacheCheckpoint(_ml)
            .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: 0.01f));
        double[] accuracies =
            [.. _ml.BinaryClassification.CrossValidate(Data(600), pipeline, 3).Select(fold => fold.Metrics.Accuracy)];

        // A linear model over the features alone can only guess the sign of their product.
        Assert.HasCount(3, accuracies);
        Assert.IsGreaterThan(0.95, accuracies.Min());
    }

    /// <summary>The first rows are (0, 0, 0) and (1, 2, 3); the label is whether x₁x₂ > 0.</summary>
    private IDataView Data(int count = 3)
    {
        Random random = new(7);
        float[][] rows =
        [
            [0f, 0f, 0f],
            [1f, 2f, 3f],
            .. Enumerable.Range(2, count - 2)
                .Select(_ => new[] { random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f }),
        ];
        return _ml.Data.LoadFromEnumerable(
            rows.Select(x => new Example { Features = x, Label = x[1] * x[2] > 0f }));
    }

    private static float[][] Rows(IDataView data, string column) =>
        [.. data.GetColumn<VBuffer<float>>(data.Schema[column]).Select(row => row.DenseValues().ToArray())];

    private static string[] SlotNames(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
