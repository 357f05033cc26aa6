using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Metrics;

[TestClass]
public class RegressionMetricTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(RegressionMetric.RootMeanSquaredError)]
    [DataRow(RegressionMetric.MeanSquaredError)]
    [DataRow(RegressionMetric.MeanAbsoluteError)]
    [DataRow(RegressionMetric.RSquared)]
    public void Each_metric_is_that_of_ML_NET_on_the_same_fold_and_the_best_is_best_by_it(RegressionMetric metric)
    {
        IDataView data = SweepExamples.Numbers();
        SweepResult result = _ml.Regression.Sweep(
            data, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Metric = metric, Seed = 1, NumberOfFolds = 3 });
        DataOperationsCatalog.TrainTestData[] folds = [.. _ml.Data.CrossValidationSplit(data, 3, seed: 1)];
        foreach (SweepTrial trial in result.Trials)
        {
            for (int fold = 0; fold < 3; fold++)
            {
                ITransformer model = _ml.Regression.Trainers.RidgeRegression(l2Regularization: trial.Values.Get(SweepExamples.Lambda)).Fit(folds[fold].TrainSet);
                Assert.AreEqual(Value(model, folds[fold].TestSet, metric), trial.Validation.Folds[fold], 1e-6);
                Assert.AreEqual(Value(model, folds[fold].TrainSet, metric), trial.Training.Folds[fold], 1e-6);
            }
        }

        bool isLoss = metric != RegressionMetric.RSquared;
        double[] means = [.. result.Trials.Select(trial => trial.Validation.Mean)];
        Assert.AreEqual(!isLoss, result.HigherIsBetter);
        Assert.AreEqual(metric.ToString(), result.Metric);
        Assert.AreEqual(isLoss ? means.Min() : means.Max(), result.Best.Validation.Mean);
    }

    [TestMethod]
    public void A_guess_is_the_mean_or_the_median()
    {
        float[] labels = [0, 0, 0, 0, 10];
        var rows = new ScoredNumbers(labels, new double[5], weights: null);
        Assert.AreEqual(2, Guess(RegressionMetric.MeanAbsoluteError), 1e-12);
        Assert.AreEqual(16, Guess(RegressionMetric.MeanSquaredError), 1e-12);
        Assert.AreEqual(4, Guess(RegressionMetric.RootMeanSquaredError), 1e-12);
        Assert.AreEqual(0, Guess(RegressionMetric.RSquared), 1e-12);

        double Guess(RegressionMetric metric) => new RegressionScorer("Label", metric).Guess(rows, rows).Value;
    }

    [TestMethod]
    public void R_squared_of_folds_of_one_row_is_refused_with_the_reason() => StringAssert.Contains(
        Assert.Throws<InvalidOperationException>(() => _ml.Regression.Sweep(
            SweepExamples.Numbers(6), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda),
            new RegressionSweepOptions { Metric = RegressionMetric.RSquared, Stratify = true, NumberOfFolds = 6, Seed = 1 })).Message,
        "one row has none");

    [TestMethod]
    public void R_squared_of_equal_labels_names_a_remedy_that_suits_the_rows()
    {
        var scorer = new RegressionScorer("Label", RegressionMetric.RSquared);
        var rows = new ScoredNumbers([2, 2, 2], [1, 2, 3], weights: null);
        StringAssert.EndsWith(
            Assert.ThrowsExactly<UnsuitableMetricException>(() => scorer.RequireLabels(rows, "the data held out")).Message,
            "all 3 labels of the data held out are 2. Take other rows, or RootMeanSquaredError.");
        StringAssert.EndsWith(
            Assert.ThrowsExactly<UnsuitableMetricException>(() => scorer.RequireLabels(rows, "fold 2")).Message,
            "all 3 labels of fold 2 are 2. Take folds that are stratified (Stratify), fewer folds, or RootMeanSquaredError.");
    }

    [TestMethod]
    public void A_label_that_is_no_single_is_told()
    {
        IDataView data = new MemoryView(12)
            .Add("Label", NumberDataViewType.Single, row => (float)row)
            .Add("Other", NumberDataViewType.Double, row => (double)row)
            .AddVectors("Features", NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(row));
        StringAssert.Contains(
            Assert.Throws<InvalidOperationException>(() => _ml.Regression.Sweep(
                data, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { LabelColumnName = "Other", NumberOfFolds = 2, Seed = 1 })).Message,
            "its label column 'Other' is no Single; Conversion.ConvertType makes it one.");
    }

    [TestMethod]
    public void A_metric_that_is_none_is_refused() => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.Sweep(
        SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Metric = (RegressionMetric)7 }));

    private double Value(ITransformer model, IDataView data, RegressionMetric metric)
    {
        RegressionMetrics metrics = _ml.Regression.Evaluate(model.Transform(data));
        return metric switch
        {
            RegressionMetric.RootMeanSquaredError => metrics.RootMeanSquaredError,
            RegressionMetric.MeanSquaredError => metrics.MeanSquaredError,
            RegressionMetric.MeanAbsoluteError => metrics.MeanAbsoluteError,
            _ => metrics.RSquared,
        };
    }
}
