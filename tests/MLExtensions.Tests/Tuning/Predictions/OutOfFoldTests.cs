using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Tuning.Predictions;

/// <summary>Out-of-fold predictions are those of models that had not seen the rows, and the sweep's scores follow from them.</summary>
[TestClass]
public class OutOfFoldTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Scores_are_those_of_a_loop_over_the_folds()
    {
        IDataView data = _ml.Classes();
        SweepResult result = Sweep(data, SweepExamples.Softmax(), SweepExamples.Lambda);
        IDataView predictions = result.OutOfFold(result.Best);

        float[][] features = [.. predictions.GetColumn<float[]>("Features")];
        float[][] scores = [.. predictions.GetColumn<float[]>("Score")];
        CollectionAssert.AreEqual(data.GetColumn<uint>("Label").ToArray(), predictions.GetColumn<uint>("Label").ToArray());
        Dictionary<string, float[]> byFeatures = features.Zip(scores).ToDictionary(pair => string.Join(' ', pair.First), pair => pair.Second);
        Assert.HasCount(90, byFeatures);
        foreach (DataOperationsCatalog.TrainTestData fold in _ml.Data.CrossValidationSplit(data, 5, seed: 1))
        {
            IDataView scored = SweepExamples.Softmax(_ml, result.Best.Values.Get(SweepExamples.Lambda)).Fit(fold.TrainSet).Transform(fold.TestSet);
            foreach ((float[] x, float[] score) in scored.GetColumn<float[]>("Features").Zip(scored.GetColumn<float[]>("Score")))
                CollectionAssert.AreEqual(score, byFeatures[string.Join(' ', x)]);
        }
    }

    [TestMethod]
    public void Accuracies_of_the_folds_are_those_of_the_sweep_and_all_together_go_into_a_confusion_matrix()
    {
        SweepResult result = Sweep(_ml.Classes(), SweepExamples.Softmax(), SweepExamples.Lambda);
        IDataView predictions = result.OutOfFold(result.Simplest);
        AssertFolds(result.Simplest, predictions, rows => _ml.MulticlassClassification.Evaluate(rows).MicroAccuracy);
        Assert.IsTrue(predictions.GetColumn<int>("Repeat").All(repeat => repeat == 1));
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(predictions);
        Assert.AreEqual(90, metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()));
    }

    [TestMethod]
    public void Numbers_have_their_predictions_too()
    {
        IDataView data = SweepExamples.Numbers();
        SweepResult result = _ml.Regression.Sweep(data, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        IDataView predictions = result.OutOfFold(result.Best);
        CollectionAssert.AreEqual(data.GetColumn<float>("Label").ToArray(), predictions.GetColumn<float>("Label").ToArray());
        Assert.AreEqual("Features, Label, Score, Fold, Repeat", Visible(predictions));
        AssertFolds(result.Best, predictions, rows => _ml.Regression.Evaluate(rows).RootMeanSquaredError);
    }

    /// <summary>Each fold has keys of its own, in the order of its rows, and one lacks the rare class.</summary>
    [TestMethod]
    public void Classes_are_told_by_their_names_where_each_fold_has_its_own_keys()
    {
        Named[] rows = [.. Enumerable.Range(0, 60).Select(i => new Named { Class = $"c{i % 3}", Features = [10 * (i % 3), i % 7] }), new Named { Class = "rare", Features = [50, 50] }];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        SweepParameter<int> neighbors = SweepParameter.Choices("k", [1]);
        SweepResult result = _ml.MulticlassClassification.Sweep(
            data,
            _ml.Transforms.Conversion.MapValueToKey("Label", "Class").Append((ml, values) => ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: values.Get(neighbors))),
            SweepSearch.Grid(neighbors), new MulticlassSweepOptions { Seed = 1 });
        IDataView predictions = result.OutOfFold(result.Best);

        Assert.AreEqual("Class, Features, Label, Score, PredictedLabel, Fold, Repeat", Visible(predictions));
        IDataView named = _ml.Transforms.Conversion.MapKeyToValue("Label").Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(predictions).Transform(predictions);
        string[] classes = [.. named.GetColumn<string>("Class")];
        CollectionAssert.AreEqual(rows.Select(row => row.Class).ToArray(), classes);
        CollectionAssert.AreEqual(classes, named.GetColumn<string>("Label").ToArray());
        string[] predicted = [.. named.GetColumn<string>("PredictedLabel")];
        for (int i = 0; i < 60; i++)
            Assert.AreEqual(classes[i], predicted[i]);
        Assert.AreNotEqual("rare", predicted[60]);

        VBuffer<ReadOnlyMemory<char>> slots = default;
        predictions.Schema["Score"].GetSlotNames(ref slots);
        int rare = Array.FindIndex(slots.DenseValues().ToArray(), name => name.ToString() == "rare");
        float[][] scores = [.. predictions.GetColumn<float[]>("Score")];
        Assert.AreEqual(0, scores[60][rare]);
        Assert.IsTrue(scores.All(row => row.Length == 4 && Math.Abs(row.Sum() - 1) < 1e-6));
    }

    [TestMethod]
    public void Margins_of_a_class_that_a_model_does_not_know_are_the_least_number()
    {
        Named[] rows = [.. Enumerable.Range(0, 60).Select(i => new Named { Class = $"c{i % 3}", Features = [10 * (i % 3), i % 7] }), new Named { Class = "rare", Features = [50, 50] }];
        SweepResult result = _ml.MulticlassClassification.Sweep(
            _ml.Data.LoadFromEnumerable(rows),
            _ml.Transforms.Conversion.MapValueToKey("Label", "Class").Append((ml, values) => ml.MulticlassClassification.Trainers.MulticlassSvm(l2Regularization: values.Get(SweepExamples.Lambda))),
            SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { Seed = 1 });
        float[][] scores = [.. result.OutOfFold(result.Best).GetColumn<float[]>("Score")];
        Assert.AreEqual(float.MinValue, scores[60].Min());
    }

    [TestMethod]
    public void Rows_that_a_step_leaves_out_have_no_prediction_and_the_others_keep_theirs()
    {
        IDataView data = SweepExamples.Numbers();
        SweepResult result = _ml.Regression.Sweep(
            data,
            SweepPipeline.Create((ml, values) => ml.Transforms.CopyColumns("Copy", "Label"))
                .Append(new FilterEstimator(_ml)).Append((ml, values) => ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(SweepExamples.Lambda))),
            SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        IDataView predictions = result.OutOfFold(result.Best);
        float[] expected = [.. data.GetColumn<float>("Label").Where(label => label < 4)];
        CollectionAssert.AreEqual(expected, predictions.GetColumn<float>("Label").ToArray());
        Assert.IsLessThan(90, expected.Length);
        AssertFolds(result.Best, predictions, rows => _ml.Regression.Evaluate(rows).RootMeanSquaredError);
    }

    [TestMethod]
    public void A_trial_that_halving_gave_up_has_the_predictions_of_its_few_rows()
    {
        SweepResult result = _ml.Regression.Sweep(
            SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.SuccessiveHalving(SweepSearch.Grid(SweepExamples.Lambda)), new RegressionSweepOptions { Seed = 1 });
        foreach (SweepTrial trial in new[] { result.Best, result.Trials[^1] })
            AssertFolds(trial, result.OutOfFold(trial), rows => _ml.Regression.Evaluate(rows).RootMeanSquaredError);
        Assert.IsLessThan(1, result.Trials[^1].TrainingShare);
        Assert.ThrowsExactly<ArgumentNullException>(() => result.OutOfFold(null!));
    }

    private void AssertFolds(SweepTrial trial, IDataView predictions, Func<IDataView, double> score)
    {
        int folds = trial.Validation.Folds.Count;
        for (int fold = 1; fold <= folds; fold++)
        {
            int number = fold;
            IDataView rows = _ml.Data.FilterByCustomPredicate<FoldOfRow>(predictions, row => row.Fold != number);
            Assert.AreEqual(trial.Validation.Folds[fold - 1], score(rows), 1e-6);
        }
    }

    private SweepResult Sweep(IDataView data, SweepPipeline pipeline, SweepParameter parameter) => _ml.MulticlassClassification.Sweep(
        data, pipeline, SweepSearch.Grid(parameter), new MulticlassSweepOptions { Seed = 1, TrainTogether = false });

    private static string Visible(IDataView data) => string.Join(", ", data.Schema.Where(column => !column.IsHidden).Select(column => column.Name));

    private sealed class FoldOfRow
    {
        public int Fold { get; set; }
    }

    private sealed class Named
    {
        public string Class { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    /// <summary>Leaves out rows whose label is at least 4.</summary>
    private sealed class FilterEstimator(MLContext ml) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new Filter(ml);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }

    private sealed class Filter(MLContext ml) : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => ml.Data.FilterRowsByColumn(input, "Label", upperBound: 4);

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }
}
