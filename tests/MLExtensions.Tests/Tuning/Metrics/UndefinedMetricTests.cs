using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Metrics;

/// <summary>Where a metric has no finite value it is refused with the fold and a remedy, before anything is fitted if that can be known.</summary>
[TestClass]
public class UndefinedMetricTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void The_reduction_of_a_fold_of_one_class_is_refused(bool mappedBefore)
    {
        IDataView rows = NamedRows.View(
            [.. Enumerable.Range(0, 40).Select(i => i < 37 ? "a" : "b")], [.. Enumerable.Range(0, 40).Select(i => (float[])[i, i % 5])]);
        string message = Assert.Throws<InvalidOperationException>(() => NamedRows.Sweep(rows, mappedBefore, MulticlassMetric.LogLossReduction)).Message;
        StringAssert.Matches(message, new(@"LogLossReduction compares with the entropy of the classes, and all rows of fold \d that count are of one, 'a'"));
        StringAssert.Contains(message, "Take folds that are stratified (Stratify), fewer folds, or MicroAccuracy.");
        Assert.IsTrue(double.IsFinite(NamedRows.Sweep(rows, mappedBefore, MulticlassMetric.LogLoss).Best.Validation.Mean));
    }

    [TestMethod]
    public void R_squared_of_equal_labels_is_refused_before_the_first_fit()
    {
        var counter = new FitCounter();
        string message = Assert.Throws<InvalidOperationException>(() => _ml.Regression.Sweep(
            Numbers(row => 7), SweepPipeline.Create(new CountedEstimator(_ml.Regression.Trainers.RidgeRegression(), counter)), SweepSearch.Grid(SweepExamples.Lambda),
            new RegressionSweepOptions { Metric = RegressionMetric.RSquared, Seed = 1 })).Message;
        StringAssert.Matches(message, new(@"RSquared compares with the variance of the label, and all \d+ labels of fold 1 are 7"));
        StringAssert.Contains(message, "RootMeanSquaredError");
        Assert.AreEqual(0, counter.Fits);
        Assert.Throws<InvalidOperationException>(() => _ml.Regression.CheckCanOverfit(Numbers(row => 7), _ml.Regression.Trainers.RidgeRegression()));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Rows_that_weigh_nothing_do_not_make_a_second_class(bool together)
    {
        IDataView rows = Weighted(row => row % 3 == 0 ? 1 : 0);
        StringAssert.Matches(
            Assert.Throws<InvalidOperationException>(() => Sweep(rows, together)).Message,
            new(@"LogLossReduction compares with the entropy of the classes, and all rows of fold \d that count are of one, '1'"));
    }

    [TestMethod]
    [DataRow(float.NaN, "NaN")]
    [DataRow(-0.5f, "-0.5")]
    [DataRow(float.PositiveInfinity, "Infinity")]
    public void A_weight_that_no_row_can_have_ends_the_sweep_with_the_number_of_the_row(float weight, string text)
    {
        foreach (bool together in (bool[])[true, false])
            StringAssert.Contains(
                Assert.Throws<InvalidOperationException>(() => Sweep(Weighted(row => row == 47 ? weight : 1), together)).Message,
                $"The weight column 'Weight' holds {text} in row 47; weights that rows are scored with must be finite and not negative.");
    }

    private static MemoryView Weighted(Func<int, float> weight) => new MemoryView(90)
        .Add("Label", new KeyDataViewType(typeof(uint), 3), row => (uint)(1 + row % 3))
        .AddVectors("Features", NumberDataViewType.Single, 2, row => MadeUpExamples.Vector(row % 3, row % 7))
        .Add("Weight", NumberDataViewType.Single, weight);

    private SweepResult Sweep(IDataView rows, bool together) => _ml.MulticlassClassification.Sweep(
        rows, SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
        new MulticlassSweepOptions { Metric = MulticlassMetric.LogLossReduction, ExampleWeightColumnName = "Weight", Seed = 1, TrainTogether = together });

    [TestMethod]
    public void One_class_is_refused_before_the_first_fit() => StringAssert.Contains(
        Assert.Throws<InvalidOperationException>(() => NamedRows.Sweep(
            NamedRows.View([.. Enumerable.Repeat("only", 20)], [.. Enumerable.Range(0, 20).Select(i => (float[])[i])]), mappedBefore: true, MulticlassMetric.MicroAccuracy)).Message,
        "All labels in the column 'Label' are 'only': there is only one class");

    [TestMethod]
    public void A_sample_of_equal_labels_is_told_by_them()
    {
        IDataView one = NamedRows.View([.. Enumerable.Repeat("only", 20)], [.. Enumerable.Range(0, 20).Select(i => (float[])[i])]);
        var map = _ml.Transforms.Conversion.MapValueToKey("Label", "Name");
        IDataView keyed = map.Fit(one).Transform(one);
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.CheckCanOverfit(keyed, _ml.MulticlassClassification.Trainers.SoftmaxRegression())).Message,
            "All labels in the column 'Label' are 'only': there is only one class");
        StringAssert.Contains(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.CheckCanOverfit(one, map.Append(_ml.MulticlassClassification.Trainers.SoftmaxRegression()))).Message,
            "there is only one class, and nothing to tell apart");
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => _ml.Regression.CheckCanOverfit(Numbers(row => 7), _ml.Regression.Trainers.RidgeRegression())).Message,
            "All 20 labels in the column 'Label' are 7: there is nothing to learn from them.");
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => _ml.MulticlassClassification.CheckCanOverfit(NamedRows.View([], [[1]]), map.Append(_ml.MulticlassClassification.Trainers.SoftmaxRegression()))).Message,
            "There are no rows");
    }

    [TestMethod]
    public void A_metric_of_the_user_s_own_is_told_to_have_given_no_number()
    {
        SweepResult result = _ml.Regression.Sweep(
            Numbers(row => row), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda),
            new RegressionSweepOptions { Seed = 1, CustomMetric = new CustomMetric("Mine", higherIsBetter: true, rows => double.NaN) });
        string message = result.Trials[0].Failure!.Message;
        StringAssert.Matches(message, new(@"Mine has no finite value on fold 1, \d+ rows: it has none where the function that it was made with returns NaN or infinity."));
        Assert.DoesNotContain("feature", message);
    }

    [TestMethod]
    public void A_metric_reported_beside_says_where_it_has_no_value()
    {
        SweepResult result = _ml.Regression.Sweep(
            Numbers(row => 7), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda),
            new RegressionSweepOptions { Seed = 1, AlsoReport = [RegressionMetric.RSquared, RegressionMetric.MeanAbsoluteError] });
        StringAssert.Contains(result.ToString(), "RSquared of the best has no finite value on fold 1, 2, 3, 4, 5: it has none where all labels are equal, or no row has an answer.");
        Assert.DoesNotContain("MeanAbsoluteError of the best", result.ToString());
    }

    [TestMethod]
    public void A_fold_whose_rows_all_weigh_nothing_is_refused()
    {
        IDataView rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Weighed { Label = i, Features = [i], Fold = i % 2, Weight = i % 2 }));
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => _ml.Regression.Sweep(
                rows, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda),
                new RegressionSweepOptions { Seed = 1, Metric = RegressionMetric.RSquared, Folds = SweepFolds.OfColumn("Fold"), ExampleWeightColumnName = "Weight" })).Message,
            "weigh 0 by the column 'Weight', so that there is nothing to score there.");
    }

    [TestMethod]
    public void Scores_of_any_size_are_written_so_that_they_can_be_read()
    {
        Assert.AreEqual("2.87E+29 ± 1.3E+28", new ScoreSummary([2.743e29, 2.997e29]).ToString());
        Assert.AreEqual("2E-42 ± 1E-42", new ScoreSummary([1e-42, 3e-42]).ToString());
        Assert.AreEqual("0.00003 ± 0.00000", new ScoreSummary([0.00003, 0.00003001]).ToString());
    }

    [TestMethod]
    public void An_infinite_label_does_not_count()
    {
        SweepResult result = _ml.Regression.Sweep(
            Numbers(row => row == 3 ? float.PositiveInfinity : row), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        Assert.IsTrue(double.IsFinite(result.Best.Validation.Mean));
        Assert.IsTrue(double.IsFinite(result.Guess.Mean));
        Assert.AreEqual(1, result.Best.ValidationRows.WithoutLabel);
    }

    [TestMethod]
    [DataRow(1e30)]
    [DataRow(1)]
    [DataRow(1e-42)]
    public void R_squared_does_not_depend_on_the_unit_of_the_labels(double unit)
    {
        float[] labels = [.. Enumerable.Range(0, 40).Select(row => (float)(unit * (row * 37 % 11 + 500)))];
        double[] scores = [.. Enumerable.Range(0, 40).Select(row => labels[row] + unit * (row % 3 - 1))];
        var rows = new ScoredNumbers(labels, scores, weights: null);
        var scorer = new RegressionScorer("Label", RegressionMetric.RSquared);
        double mean = labels.Average(label => label / unit);
        double expected = 1 - Enumerable.Range(0, 40).Sum(row => Math.Pow(row % 3 - 1, 2)) / labels.Sum(label => Math.Pow(label / unit - mean, 2));
        Assert.AreEqual(expected, scorer.Evaluate(rows, perClass: false).Value, 1e-9);
        Assert.AreEqual(0, scorer.Guess(rows, rows).Value, 1e-9);
    }

    [TestMethod]
    public void What_is_not_finite_comes_last()
    {
        var scorer = new RegressionScorer("Label", RegressionMetric.RSquared);
        double[] scores = [double.NaN, 0.5, double.PositiveInfinity, 0.7, double.NegativeInfinity];
        CollectionAssert.AreEqual(new[] { 0.7, 0.5 }, scores.Order(Comparer<double>.Create(scorer.Compare)).Take(2).ToArray());
    }

    private static MemoryView Numbers(Func<int, float> label) => new MemoryView(40)
        .Add("Label", NumberDataViewType.Single, label)
        .AddVectors("Features", NumberDataViewType.Single, 1, row => (float[])[row]);

    private sealed class Weighed
    {
        public float Label { get; set; }

        [VectorType(1)]
        public float[] Features { get; set; } = [];

        public int Fold { get; set; }

        public float Weight { get; set; }
    }
}
