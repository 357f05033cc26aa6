using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Tuning;

[TestClass]
public class SweepResultTests
{
    private static readonly SweepParameter<string> _kind = SweepParameter.Choices("kind", ["ridge", "fails"]);
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 2);

    private readonly MLContext _ml = new(seed: 1);

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void As_a_data_view_it_has_a_row_for_each_trial_the_best_first()
    {
        SweepResult result = Mixed();
        IDataView view = result.ToDataView();
        CollectionAssert.AreEqual(
            new[] { "Trial", "kind", "degree", "l2Regularization", "Validation", "ValidationStandardError", "Training", "TrainingStandardError", "TrainingShare", "Seconds", "ValidationFolds", "TrainingFolds", "Failure" },
            view.Schema.Select(column => column.Name).ToArray());

        Row[] rows = [.. _ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false)];
        Assert.HasCount(20, rows);
        foreach ((Row row, SweepTrial trial) in rows.Zip(result.Trials))
        {
            Assert.AreEqual(trial.Number, row.Trial);
            Assert.AreEqual(trial.Values.Get(_kind), row.Kind);
            Assert.AreEqual(trial.Values.Get(_degree), row.Degree);
            Assert.AreEqual(trial.Values.Get(SweepExamples.Lambda), row.L2Regularization);
            Assert.AreEqual(trial.Validation.Mean, row.Validation);
            Assert.AreEqual(trial.Training.StandardError, row.TrainingStandardError);
            Assert.AreEqual(1, row.TrainingShare);
            CollectionAssert.AreEqual(trial.Validation.Folds.ToArray(), row.ValidationFolds);
            Assert.AreEqual(trial.Failure?.Message ?? "", row.Failure);
        }

        Assert.AreEqual(result.Best.Validation.Mean, view.GetColumn<double>("Validation").First());
        Assert.AreEqual("No such kind.", rows[^1].Failure);
    }

    [TestMethod]
    public void Its_table_has_a_line_for_each_trial_and_what_there_is_to_say()
    {
        SweepResult result = Mixed();
        string[] lines = result.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        TestContext.WriteLine(result.ToString());
        StringAssert.StartsWith(lines[0].TrimStart(), "kind  degree  l2Regularization  RootMeanSquaredError");
        StringAssert.EndsWith(lines[1].TrimEnd(), "best");
        Assert.HasCount(1, lines.Where(line => line.Contains("within one standard error", StringComparison.Ordinal)).ToArray());
        Assert.HasCount(10, lines.Where(line => line.Contains("InvalidOperationException: No such kind.", StringComparison.Ordinal)).ToArray());
        Assert.HasCount(23 + result.Edges.Count, lines);
        foreach (SweepEdge edge in result.Edges)
            StringAssert.Contains(lines[^1] + lines[^2], edge.ToString());
    }

    [TestMethod]
    public void A_refitted_model_is_that_of_all_the_data_and_is_saved_and_loaded_by_ML_NET()
    {
        IDataView digits = _ml.Data.LoadFromEnumerable(Optdigits.Train(100));
        SweepResult result = _ml.MulticlassClassification.Sweep(
            digits,
            _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)))
                .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")),
            SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { Seed = 1, NumberOfFolds = 3 });
        ITransformer model = result.Refit(result.Simplest);

        using var stream = new MemoryStream();
        _ml.Model.Save(model, digits.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        IDataView test = _ml.Data.LoadFromEnumerable(Optdigits.Test(50));
        string[] predicted = [.. model.Transform(test).GetColumn<string>("PredictedLabel")];
        CollectionAssert.AreEqual(predicted, loaded.Transform(test).GetColumn<string>("PredictedLabel").ToArray());

        EstimatorChain<ITransformer> byHand = _ml.Transforms.Conversion.MapValueToKey("Label", "Name")
            .Append(SweepExamples.Softmax(_ml, result.Simplest.Values.Get(SweepExamples.Lambda)));
        float[][] expected = [.. byHand.Fit(digits).Transform(test).GetColumn<float[]>("Score")];
        float[][] actual = [.. model.Transform(test).GetColumn<float[]>("Score")];
        for (int row = 0; row < 50; row++)
            CollectionAssert.AreEqual(expected[row], actual[row]);
        Assert.ThrowsExactly<ArgumentNullException>(() => result.Refit(null!));
    }

    [TestMethod]
    public void An_estimate_is_the_score_on_what_was_held_out_and_its_error_is_near_the_binomial_one()
    {
        SweepResult result = _ml.MulticlassClassification.Sweep(
            _ml.Classes(150), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { Seed = 1, NumberOfFolds = 3 });
        ITransformer model = result.Refit(result.Best);
        double ratio = 0;
        for (int seed = 10; seed < 20; seed++)
        {
            IDataView heldOut = _ml.Classes(400, seed);
            HeldOutEstimate estimate = result.Estimate(model, heldOut);
            Assert.AreEqual(_ml.MulticlassClassification.Evaluate(model.Transform(heldOut)).MicroAccuracy, estimate.Score);
            Assert.AreEqual(400, estimate.Rows);
            Assert.AreEqual("MicroAccuracy", estimate.Metric);
            ratio += estimate.StandardError / Math.Sqrt(estimate.Score * (1 - estimate.Score) / 400) / 10;
            StringAssert.StartsWith(estimate.ToString(), "MicroAccuracy on 400 rows held out: 0.");
        }

        // Ten groups tell a standard error to within a quarter, and ten estimates of it to within a tenth.
        Assert.AreEqual(1, ratio, 0.25);
    }

    [TestMethod]
    public void An_estimate_of_fewer_than_ten_rows_has_no_error()
    {
        SweepResult result = _ml.Regression.Sweep(
            SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        HeldOutEstimate estimate = result.Estimate(result.Refit(result.Best), SweepExamples.Numbers(9, seed: 4));
        Assert.IsTrue(double.IsNaN(estimate.StandardError));
        Assert.IsFalse(estimate.ToString().Contains('±', StringComparison.Ordinal));
        Assert.IsGreaterThan(0, result.Estimate(result.Refit(result.Best), SweepExamples.Numbers(10, seed: 4)).StandardError);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => result.Estimate(_ml.Transforms.CopyColumns("Copy", "Features").Fit(SweepExamples.Numbers()), SweepExamples.Numbers())).Message,
            "there is no column 'Score'");
    }

    [TestMethod]
    public void Successive_halving_scores_few_rows_first_and_keeps_the_share_of_each_trial()
    {
        SweepParameter<float> lambda = SweepParameter.L2Regularization(1e-3f, 1e3f, count: 9);
        SweepResult result = _ml.Regression.Sweep(
            SweepExamples.Numbers(120),
            SweepPipeline.Create((ml, values) => ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(lambda))),
            SweepSearch.SuccessiveHalving(SweepSearch.Grid(lambda)), new RegressionSweepOptions { Seed = 1 });
        CollectionAssert.AreEqual(new[] { 1, 2, 6 }, result.Trials.GroupBy(trial => trial.TrainingShare).Select(group => group.Count()).ToArray());
        Assert.AreEqual(1, result.Best.TrainingShare);
        Assert.AreSame(result.Best, result.Simplest);
        Assert.IsEmpty(result.Edges);
        StringAssert.Contains(result.ToString(), "rows");
        StringAssert.Contains(result.ToString(), "100 %");
    }

    [TestMethod]
    public void A_random_search_ends_by_number_or_by_time()
    {
        var options = new RegressionSweepOptions { Seed = 1, NumberOfThreads = 2 };
        SweepResult ten = _ml.Regression.Sweep(SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Random(10, SweepExamples.Lambda), options);
        SweepResult timed = _ml.Regression.Sweep(SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Random(TimeSpan.FromTicks(1), SweepExamples.Lambda), options);
        Assert.HasCount(10, ten.Trials);
        Assert.HasCount(2, timed.Trials);
        foreach (SweepTrial trial in timed.Trials)
            CollectionAssert.AreEqual(ten.Trials.Single(other => other.Number == trial.Number).Validation.Folds.ToArray(), trial.Validation.Folds.ToArray());
    }

    [TestMethod]
    public void The_data_are_read_once()
    {
        var watched = new WatchedDataView(SweepExamples.Numbers());
        _ml.Regression.Sweep(watched, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        Assert.AreEqual(1, watched.Passes);
        Assert.AreEqual(0, watched.Open);
    }

    private SweepResult Mixed() => _ml.Regression.Sweep(
        SweepExamples.Numbers(),
        SweepPipeline.Create((ml, values) => values.Get(_kind) == "fails"
                ? throw new InvalidOperationException("No such kind.") : ml.Transforms.PolynomialFeatures("Features", degree: values.Get(_degree)))
            .Append((ml, values) => ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(SweepExamples.Lambda))),
        SweepSearch.Grid(_kind, _degree, SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });

    private sealed class Row
    {
        public int Trial { get; set; }

        [ColumnName("kind")]
        public string Kind { get; set; } = "";

        [ColumnName("degree")]
        public int Degree { get; set; }

        [ColumnName("l2Regularization")]
        public float L2Regularization { get; set; }

        public double Validation { get; set; }

        public double TrainingStandardError { get; set; }

        public double TrainingShare { get; set; }

        [VectorType(5)]
        public double[] ValidationFolds { get; set; } = [];

        public string Failure { get; set; } = "";
    }
}
