using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Tests.Trainers.Binary;

namespace MLExtensions.Tests.Trainers.NearestNeighbors;

/// <summary>Nearest neighbors of two classes.</summary>
[TestClass]
public class BinaryTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly BinaryExample[] _train = BinaryExample.Draw(200, 3, seed: 1);
    private readonly BinaryExample[] _test = BinaryExample.Draw(100, 3, seed: 2);

    [TestMethod]
    [DataRow(1, NeighborWeights.Uniform, 0.5f)]
    [DataRow(4, NeighborWeights.Uniform, 0.5f)]
    [DataRow(4, NeighborWeights.Uniform, 0.49f)]
    [DataRow(7, NeighborWeights.InverseDistance, 0.3f)]
    public void Score_and_probability_are_the_share_of_the_nearest_that_are_true_and_a_tie_is_false(int neighbors, NeighborWeights weights, float threshold)
    {
        var options = new NearestNeighborsBinaryTrainer.Options { Neighbors = neighbors, Weights = weights, Threshold = threshold };
        IDataView scored = Fit(options).Transform(View(_test));
        float[] scores = [.. scored.GetColumn<float>("Score")];
        bool[] predicted = [.. scored.GetColumn<bool>("PredictedLabel")];
        CollectionAssert.AreEqual(scores, scored.GetColumn<float>("Probability").ToArray());
        bool hasTie = false;
        for (int i = 0; i < _test.Length; i++)
        {
            (double Distance, bool Label)[] nearest = [.. _train
                .Select(row => (Distance: Math.Sqrt(row.Features.Zip(_test[i].Features, (z, x) => (double)(x - z) * (x - z)).Sum()), row.Label))
                .OrderBy(pair => pair.Distance).Take(neighbors)];
            double Weight(double distance) => weights == NeighborWeights.Uniform ? 1 : 1 / distance;
            double expected = nearest.Where(pair => pair.Label).Sum(pair => Weight(pair.Distance)) / nearest.Sum(pair => Weight(pair.Distance));
            Assert.AreEqual(expected, scores[i], 1e-5);
            Assert.AreEqual(scores[i] > threshold, predicted[i]);
            hasTie |= scores[i] == 0.5f;
        }

        Assert.AreEqual(neighbors == 4, hasTie);
    }

    [TestMethod]
    public void It_agrees_with_the_multiclass_classifier()
    {
        var keys = _ml.MulticlassClassification.Trainers.NearestNeighbors("Key", neighbors: 5);
        BinaryExample[] train = [.. _train.Select(row => new BinaryExample { Label = row.Label, Features = row.Features })];
        var two = _ml.Transforms.Conversion.MapValueToKey("Key", "Label").Append(keys).Fit(View(train)).Transform(View(_test));
        string[] names = [.. two.GetColumn<uint>("PredictedLabel").Select(key => key.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        bool[] binary = [.. Fit(new NearestNeighborsBinaryTrainer.Options()).Transform(View(_test)).GetColumn<bool>("PredictedLabel")];
        string ofTrue = train[0].Label ? "1" : "2";
        CollectionAssert.AreEqual(names.Select(name => name == ofTrue).ToArray(), binary);
    }

    [TestMethod]
    public void A_row_that_lacks_a_feature_has_no_score_and_is_not_taken_for_true()
    {
        _test[3].Features[1] = float.NaN;
        IDataView scored = Fit(new NearestNeighborsBinaryTrainer.Options { OutputDistances = true, Threshold = 0 }).Transform(View(_test));
        Assert.IsTrue(float.IsNaN(scored.GetColumn<float>("Score").ElementAt(3)));
        Assert.IsTrue(float.IsNaN(scored.GetColumn<float>("Probability").ElementAt(3)));
        Assert.IsFalse(scored.GetColumn<bool>("PredictedLabel").ElementAt(3));
        Assert.IsTrue(scored.GetColumn<float[]>("NeighborDistances").ElementAt(3).All(float.IsNaN));
    }

    [TestMethod]
    public void What_ML_NET_does_with_binary_models_works()
    {
        var trainer = _ml.BinaryClassification.Trainers.NearestNeighbors(neighbors: 9);
        NearestNeighborsBinaryTransformer model = trainer.Fit(View(_train));
        CalibratedBinaryClassificationMetrics metrics = _ml.BinaryClassification.Evaluate(model.Transform(View(_test)));
        Assert.IsGreaterThan(0.7, metrics.AreaUnderRocCurve);
        Assert.IsTrue(_ml.BinaryClassification.CrossValidate(View(_train), trainer, 3).All(fold => fold.Metrics.AreaUnderRocCurve > 0.6));
        var importance = _ml.BinaryClassification.PermutationFeatureImportance(model, model.Transform(View(_test)), permutationCount: 3);
        Assert.HasCount(3, importance);
        using PredictionEngine<BinaryExample, Prediction> engine = _ml.Model.CreatePredictionEngine<BinaryExample, Prediction>(model, Schema());
        Prediction prediction = engine.Predict(_test[0]);
        Assert.AreEqual(prediction.Score > 0.5f, prediction.PredictedLabel);
        Assert.AreEqual(
            "Score Probability PredictedLabel",
            string.Join(' ', trainer.GetOutputSchema(SchemaShapes.Of(View(_train).Schema)).Select(column => column.Name).TakeLast(3)));
    }

    [TestMethod]
    public void A_threshold_chosen_by_a_sweep_becomes_part_of_the_saved_model()
    {
        SweepParameter<int> neighbors = SweepParameter.Choices("neighbors", [1, 3, 7, 15]);
        BinarySweepResult result = _ml.BinaryClassification.Sweep(
            View(_train), SweepPipeline.Create((ml, values) => ml.BinaryClassification.Trainers.NearestNeighbors(neighbors: values.Get(neighbors))),
            SweepSearch.Grid(neighbors), new BinarySweepOptions { Seed = 1, Stratify = true });
        DecisionThreshold threshold = result.ChooseThreshold(result.Best, ThresholdGoal.Recall(0.9));
        Assert.IsLessThan(0.5f, threshold.Value);
        ITransformer model = result.Refit(result.Best, threshold);
        using var file = new MemoryStream();
        _ml.Model.Save(model, Schema(), file);
        foreach (ITransformer each in (ITransformer[])[model, _ml.Model.Load(file, out _)])
        {
            IDataView scored = each.Transform(View(_test));
            CollectionAssert.AreEqual(
                scored.GetColumn<float>("Score").Select(score => score > threshold.Value).ToArray(), scored.GetColumn<bool>("PredictedLabel").ToArray());
        }
    }

    [TestMethod]
    [DataRow(-0.1f)]
    [DataRow(1f)]
    [DataRow(float.NaN)]
    public void A_threshold_out_of_its_range_is_refused(float threshold) => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.BinaryClassification.Trainers.NearestNeighbors(new NearestNeighborsBinaryTrainer.Options { Threshold = threshold })).Message,
        "Threshold");

    private NearestNeighborsBinaryTransformer Fit(NearestNeighborsBinaryTrainer.Options options) =>
        _ml.BinaryClassification.Trainers.NearestNeighbors(options).Fit(View(_train));

    private IDataView View(BinaryExample[] rows) => BinaryExample.View(_ml, rows);

    private DataViewSchema Schema() => View(_train).Schema;

    private sealed class Prediction
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }
    }
}
