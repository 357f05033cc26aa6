using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.NearestNeighbors;

/// <summary>What is predicted, and what is told of the neighbors behind it.</summary>
[TestClass]
public class OutputTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(nameof(Digit.Name))]
    [DataRow(nameof(Digit.Number))]
    [DataRow(nameof(Digit.IsEven))]
    public void The_columns_are_those_of_ML_NETs_own_classifiers(string label)
    {
        IDataView data = Keyed(label);
        var own = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(historySize: 2, optimizationTolerance: 1f);
        var ours = _ml.MulticlassClassification.Trainers.NearestNeighbors();
        SchemaShape input = SchemaShapes.Of(data.Schema);

        CollectionAssert.AreEquivalent(Describe(own.GetOutputSchema(input)), Describe(ours.GetOutputSchema(input)));
        CollectionAssert.AreEqual(
            Describe(own.Fit(data).Transform(data).Schema), Describe(ours.Fit(data).Transform(data).Schema));
    }

    [TestMethod]
    public void The_column_of_a_regression_is_that_of_ML_NETs_own()
    {
        IDataView data = _ml.Transforms.Conversion.ConvertType("Label", nameof(Digit.Number)).Fit(Digits()).Transform(Digits());
        var own = _ml.Regression.Trainers.Sdca(maximumNumberOfIterations: 1);
        var ours = _ml.Regression.Trainers.NearestNeighbors();
        SchemaShape input = SchemaShapes.Of(data.Schema);

        CollectionAssert.AreEqual(Describe(own.GetOutputSchema(input)), Describe(ours.GetOutputSchema(input)));
        CollectionAssert.AreEqual(
            Describe(own.Fit(data).Transform(data).Schema), Describe(ours.Fit(data).Transform(data).Schema));
    }

    [TestMethod]
    public void What_is_promised_of_neighbors_is_there_after_fitting()
    {
        IDataView data = Keyed(nameof(Digit.Number));
        var trainer = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { IdColumnName = nameof(Digit.Name), OutputDistances = true, Neighbors = 3 });
        SchemaShape promised = trainer.GetOutputSchema(SchemaShapes.Of(data.Schema));
        DataViewSchema real = trainer.Fit(data).GetOutputSchema(data.Schema);

        Assert.AreEqual(TextDataViewType.Instance, promised.Single(column => column.Name == "NeighborIds").ItemType);
        Assert.AreEqual(NumberDataViewType.Single, promised.Single(column => column.Name == "NeighborDistances").ItemType);
        Assert.AreEqual("Vector<String, 3>", real["NeighborIds"].Type.ToString());
        Assert.AreEqual("Vector<Single, 3>", real["NeighborDistances"].Type.ToString());
    }

    [TestMethod]
    public void Scores_are_shares_and_neighbors_are_named()
    {
        IDataView data = Points(("a", 0, 0), ("b", 1, 0), ("c", 3, 1), ("d", 4, 1), ("e", 9, 1));
        var model = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { Neighbors = 3, IdColumnName = "Id", OutputDistances = true }).Fit(data);
        Prediction prediction = Predict(model, 2.5f).Single();

        Assert.AreEqual(2u, prediction.PredictedLabel);
        CollectionAssert.AreEqual(new[] { 1 / 3f, 2 / 3f }, prediction.Score);
        CollectionAssert.AreEqual(new[] { "c", "b", "d" }, prediction.NeighborIds);
        CollectionAssert.AreEqual(new[] { 0.5f, 1.5f, 1.5f }, prediction.NeighborDistances);
    }

    [TestMethod]
    public void Near_neighbors_can_count_for_more()
    {
        IDataView data = Points(("a", 0, 0), ("b", 3, 1), ("c", 4, 1), ("d", 3, 1));
        var model = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { Neighbors = 3, Weights = NeighborWeights.InverseDistance, IdColumnName = "Id", OutputDistances = true }).Fit(data);

        // Distances 1, 2 and 2; then 0 twice, which alone count.
        Prediction[] predictions = [.. Predict(model, 1, 3)];
        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f }, predictions[0].Score);
        Assert.AreEqual(1u, predictions[0].PredictedLabel);
        CollectionAssert.AreEqual(new[] { "a", "b", "d" }, predictions[0].NeighborIds);
        CollectionAssert.AreEqual(new[] { 0f, 1f }, predictions[1].Score);
    }

    [TestMethod]
    public void A_query_that_is_no_number_has_no_score_and_the_others_keep_theirs()
    {
        IDataView data = Points(("a", 0, 0), ("b", 1, 1), ("c", 2, 1));
        var model = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { Neighbors = 1, IdColumnName = "Id", OutputDistances = true }).Fit(data);
        Prediction[] predictions = [.. Predict(model, 0, float.NaN, float.PositiveInfinity, 2)];

        CollectionAssert.AreEqual(new uint[] { 1, 0, 0, 2 }, predictions.Select(prediction => prediction.PredictedLabel).ToArray());
        foreach (Prediction missing in predictions[1..3])
        {
            CollectionAssert.AreEqual(new[] { float.NaN, float.NaN }, missing.Score);
            CollectionAssert.AreEqual(new[] { float.NaN }, missing.NeighborDistances);
            CollectionAssert.AreEqual(new[] { "" }, missing.NeighborIds);
        }

        CollectionAssert.AreEqual(new[] { "a", "c" }, new[] { predictions[0], predictions[3] }.Select(prediction => prediction.NeighborIds[0]).ToArray());
    }

    [TestMethod]
    public void Ids_may_be_numbers_of_any_kind()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 5).Select(i => new Point { Features = [i], Number = 100 - i, Long = 1L << (40 + i), Double = i + 0.25 }));
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Point.Number)).Fit(data).Transform(data);

        CollectionAssert.AreEqual(new[] { 99, 98 }, Ids<int>(keyed, nameof(Point.Number)));
        CollectionAssert.AreEqual(new[] { 1L << 41, 1L << 42 }, Ids<long>(keyed, nameof(Point.Long)));
        CollectionAssert.AreEqual(new[] { 1.25, 2.25 }, Ids<double>(keyed, nameof(Point.Double)));
    }

    [TestMethod]
    public void A_prediction_engine_answers_as_the_model_does()
    {
        IDataView train = _ml.Data.LoadFromEnumerable(Optdigits.Train(300));
        Digit[] test = Optdigits.Test(50);
        var model = _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Digit.Name))
            .Append(_ml.MulticlassClassification.Trainers.NearestNeighbors())
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(train);
        IDataView transformed = model.Transform(_ml.Data.LoadFromEnumerable(test));
        string[] expected = [.. transformed.GetColumn<string>("PredictedLabel")];

        using var engine = _ml.Model.CreatePredictionEngine<Digit, Named>(model);
        CollectionAssert.AreEqual(expected, test.Select(digit => engine.Predict(digit).PredictedLabel).ToArray());
    }

    private TId[] Ids<TId>(IDataView data, string column)
    {
        var model = _ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { Neighbors = 2, IdColumnName = column }).Fit(data);
        IDataView query = _ml.Data.LoadFromEnumerable([new Point { Features = [1.25f] }]);
        return model.Transform(query).GetColumn<TId[]>("NeighborIds").Single();
    }

    private IEnumerable<Prediction> Predict(NearestNeighborsTransformer model, params float[] queries) =>
        _ml.Data.CreateEnumerable<Prediction>(
            model.Transform(_ml.Data.LoadFromEnumerable(queries.Select(x => new Point { Features = [x] }))), reuseRowObject: false);

    private IDataView Points(params (string Id, float X, int Class)[] points)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(points.Select(point => new Point { Id = point.Id, Features = [point.X], Number = point.Class }));
        return _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Point.Number)).Fit(data).Transform(data);
    }

    private static string[] Describe(SchemaShape shape) =>
        [.. shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} key: {column.IsKey} [{string.Join("; ", Describe(column.Annotations))}]")];

    private static string[] Describe(DataViewSchema schema) =>
        [.. schema.Select(column => $"{column.Name} {column.Type} hidden: {column.IsHidden} [{string.Join("; ", Describe(column.Annotations.Schema).Order(StringComparer.Ordinal))}]")];

    private IDataView Digits() => _ml.Data.LoadFromEnumerable(Optdigits.Train(60));

    private IDataView Keyed(string label) =>
        _ml.Transforms.Conversion.MapValueToKey("Label", label).Fit(Digits()).Transform(Digits());

    private sealed class Point
    {
        public string Id { get; set; } = "";

        public int Number { get; set; }

        public long Long { get; set; }

        public double Double { get; set; }

        [VectorType(1)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Prediction
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];

        public string[] NeighborIds { get; set; } = [];

        public float[] NeighborDistances { get; set; } = [];
    }

    private sealed class Named
    {
        public string PredictedLabel { get; set; } = "";
    }
}
