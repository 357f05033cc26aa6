using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning;

[TestClass]
public class NestedCrossValidationTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void On_noise_the_inner_best_is_above_chance_and_the_outer_score_is_not()
    {
        // Each trial is one feature, and none says anything.
        SweepParameter<string> feature = SweepParameter.Choices("feature", Enumerable.Range(0, 25).Select(column => "Feature" + column));
        SweepPipeline pipeline = SweepPipeline.Create((ml, values) => ml.Regression.Trainers.RidgeRegression(featureColumnName: values.Get(feature)));
        List<double> inner = [];
        List<double> outer = [];
        for (int seed = 0; seed < 3; seed++)
        {
            NestedResult result = _ml.Regression.NestedCrossValidate(
                Noise(feature.Grid, seed), pipeline, SweepSearch.Grid(feature), numberOfOuterFolds: 2,
                options: new RegressionSweepOptions { Metric = RegressionMetric.RSquared, NumberOfFolds = 3, Seed = seed, Stratify = true });
            inner.AddRange(result.Folds.Select(fold => fold.InnerScore));
            outer.Add(result.Scores.Mean);
        }

        // A guess explains nothing of the variance.
        Assert.IsGreaterThan(0.01, inner.Average());
        Assert.IsLessThan(0.01, outer.Average());
    }

    [TestMethod]
    public void An_outer_fold_is_scored_by_a_model_of_the_others_with_what_they_chose()
    {
        IDataView data = SweepExamples.Numbers();
        var options = new RegressionSweepOptions { Seed = 2, NumberOfFolds = 3 };
        NestedResult result = _ml.Regression.NestedCrossValidate(data, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), 4, options: options);

        Assert.HasCount(4, result.Folds);
        Assert.AreEqual("RootMeanSquaredError", result.Metric);
        foreach ((NestedFold fold, DataOperationsCatalog.TrainTestData split) in result.Folds.Zip(_ml.Data.CrossValidationSplit(data, 4, seed: 2)))
        {
            SweepResult sweep = _ml.Regression.Sweep(split.TrainSet, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), options);
            Assert.AreEqual(sweep.Best.Values.ToString(), fold.Chosen.ToString());
            Assert.AreEqual(sweep.Best.Validation.Mean, fold.InnerScore);
            ITransformer model = SweepExamples.Ridge().At(_ml, fold.Chosen).Fit(split.TrainSet);
            Assert.AreEqual(_ml.Regression.Evaluate(model.Transform(split.TestSet)).RootMeanSquaredError, fold.Score, 1e-9);
        }

        Assert.AreEqual(result.Folds.Average(fold => fold.Score), result.Scores.Mean, 1e-12);
        StringAssert.Contains(result.ToString(), "l2Regularization = ");
        Assert.HasCount(8, result.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public void The_simplest_is_chosen_where_asked_for()
    {
        IDataView data = _ml.Classes(120);
        NestedResult best = Nested(simplest: false);
        NestedResult simplest = Nested(simplest: true);
        foreach ((NestedFold a, NestedFold b) in best.Folds.Zip(simplest.Folds))
            Assert.IsGreaterThanOrEqualTo(a.Chosen.Get(SweepExamples.Lambda), b.Chosen.Get(SweepExamples.Lambda));
        Assert.IsGreaterThan(best.Folds.Sum(fold => fold.Chosen.Get(SweepExamples.Lambda)), simplest.Folds.Sum(fold => fold.Chosen.Get(SweepExamples.Lambda)));

        NestedResult Nested(bool simplest) => _ml.MulticlassClassification.NestedCrossValidate(
            data, SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), 3, simplest, new MulticlassSweepOptions { Seed = 1, NumberOfFolds = 3 });
    }

    [TestMethod]
    public void A_checkpoint_and_less_than_two_outer_folds_are_refused()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => _ml.Regression.NestedCrossValidate(
                SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), options: new RegressionSweepOptions { CheckpointFile = "x" })).Message,
            "CheckpointFile holds one");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.NestedCrossValidate(
            SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), numberOfOuterFolds: 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.NestedCrossValidate(SweepExamples.Numbers(), null!, SweepSearch.Grid(SweepExamples.Lambda)));
    }

    /// <summary>A label, and features that have nothing to do with it, a column each.</summary>
    private static MemoryView Noise(IEnumerable<string> columns, int seed)
    {
        const int Rows = 80;
        var random = new Random(seed);
        MemoryView data = new MemoryView(Rows).Add("Label", NumberDataViewType.Single, Numbers());
        foreach (string column in columns)
        {
            Func<int, float> numbers = Numbers();
            data.AddVectors(column, NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(numbers(row)));
        }

        return data;

        Func<int, float> Numbers()
        {
            float[] drawn = [.. Enumerable.Range(0, Rows).Select(_ => random.NextSingle())];
            return row => drawn[row];
        }
    }
}
