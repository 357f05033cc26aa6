using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Tuning.Curves;

[TestClass]
public class CurveTests
{
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 2);

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_validation_curve_has_the_scores_of_a_sweep_in_the_order_of_the_axis()
    {
        var options = new RegressionSweepOptions { Seed = 1 };
        ValidationCurve curve = _ml.Regression.ValidationCurve(SweepExamples.Numbers(), SweepExamples.Ridge(), SweepExamples.Lambda, options);
        SweepResult sweep = _ml.Regression.Sweep(SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), options);

        Assert.AreEqual("RootMeanSquaredError", curve.Metric);
        Assert.IsFalse(curve.HigherIsBetter);
        CollectionAssert.AreEqual(SweepExamples.Lambda.Grid.Cast<object>().ToArray(), curve.Points.Select(point => point.Value).ToArray());
        CollectionAssert.AreEqual(
            sweep.Trials.OrderBy(trial => trial.Number).Select(trial => trial.Validation.Mean).ToArray(),
            curve.Points.Select(point => point.Trial.Validation.Mean).ToArray());

        // The more is penalized, the worse are the rows that were trained on.
        double[] training = [.. curve.Points.Select(point => point.Trial.Training.Mean)];
        CollectionAssert.AreEqual(training.Order().ToArray(), training);
        StringAssert.Contains(curve.ToString(), "l2Regularization");
        Assert.HasCount(8, curve.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public void Curves_and_verdicts_say_what_the_standard_errors_are()
    {
        var options = new RegressionSweepOptions { Seed = 1, Folds = SweepFolds.KFold(repeats: 2), NumberOfFolds = 3 };
        SweepResult sweep = _ml.Regression.Sweep(SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), options);
        LearningCurve learning = sweep.TrainLearningCurve(sweep.Best);
        ValidationCurve validation = sweep.ToValidationCurve(SweepExamples.Lambda);
        const string What = "± is the standard error of the mean over 3 folds, in the root mean square over the repeats";
        StringAssert.Contains(learning.ToString(), What);
        StringAssert.Contains(validation.ToString(), What);
        StringAssert.Contains(sweep.Diagnose().ToString(), What);
        StringAssert.Contains(sweep.Diagnose().StandardError, "of a difference it is larger, by Nadeau and Bengio's correction");
        Assert.AreEqual(sweep.FoldSummary.ToString(), learning.FoldSummary.ToString());
        Assert.AreEqual(sweep.FoldSummary.ToString(), validation.FoldSummary.ToString());
    }

    [TestMethod]
    public void A_curve_of_a_sweep_has_the_other_parameters_at_the_best()
    {
        SweepResult sweep = _ml.Regression.Sweep(
            SweepExamples.Numbers(),
            SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(_degree)))
                .Append((ml, values) => values.Get(SweepExamples.Lambda) > 50 && values.Get(_degree) == 1
                    ? throw new NotSupportedException() : ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(SweepExamples.Lambda))),
            SweepSearch.Grid(_degree, SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        Assert.AreEqual(1, sweep.Best.Values.Get(_degree));

        ValidationCurve lambdas = sweep.ToValidationCurve(SweepExamples.Lambda);
        CollectionAssert.AreEqual(SweepExamples.Lambda.Grid.Take(4).Cast<object>().ToArray(), lambdas.Points.Select(point => point.Value).ToArray());
        Assert.IsTrue(lambdas.Points.All(point => point.Trial.Values.Get(_degree) == 1));
        Assert.AreEqual(SweepExamples.Lambda.Grid[^1], lambdas.Failures.Single().Values.Get(SweepExamples.Lambda));
        StringAssert.Contains(lambdas.ToString(), "failed");

        ValidationCurve degrees = sweep.ToValidationCurve(_degree);
        CollectionAssert.AreEqual(new object[] { 1, 2 }, degrees.Points.Select(point => point.Value).ToArray());
        Assert.IsTrue(degrees.Points.All(point => point.Trial.Values.Get(SweepExamples.Lambda) == sweep.Best.Values.Get(SweepExamples.Lambda)));

        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => sweep.ToValidationCurve(SweepParameter.Degree(1, 2, "power"))).Message,
            "'power' was not searched over; there are degree, l2Regularization.");
        Assert.ThrowsExactly<ArgumentNullException>(() => sweep.ToValidationCurve(null!));
    }

    [TestMethod]
    public void A_learning_curve_goes_from_few_examples_to_all_and_ends_at_the_scores_of_a_sweep()
    {
        IDataView data = SweepExamples.Numbers(100);
        ParameterValues values = ParameterValues.None.With(SweepExamples.Lambda, 1f);
        var options = new RegressionSweepOptions { Seed = 1, Stratify = true };
        LearningCurve curve = _ml.Regression.LearningCurve(data, SweepExamples.Ridge(), values, shares: [1, 0.25, 0.5, 0.25], options);

        CollectionAssert.AreEqual(new[] { 20, 40, 80 }, curve.Points.Select(point => point.Examples).ToArray());
        Assert.IsLessThan(curve.Points[0].Trial.Validation.Mean, curve.Points[^1].Trial.Validation.Mean);
        SweepResult sweep = _ml.Regression.Sweep(
            data, SweepExamples.Ridge(), SweepSearch.Grid(SweepParameter.Choices("l2Regularization", [1f])), options);
        CollectionAssert.AreEqual(sweep.Best.Validation.Folds.ToArray(), curve.Points[^1].Trial.Validation.Folds.ToArray());
        Assert.IsEmpty(curve.Failures);
        StringAssert.Contains(curve.ToString(), "examples");
    }

    [TestMethod]
    public void A_pipeline_without_parameters_has_a_learning_curve_of_five_points()
    {
        LearningCurve curve = _ml.MulticlassClassification.LearningCurve(
            _ml.Classes(200), SweepExamples.Softmax(_ml, 1f), options: new MulticlassSweepOptions { Seed = 1, Stratify = true });
        CollectionAssert.AreEqual(new[] { 16, 32, 64, 112, 160 }, curve.Points.Select(point => point.Examples).ToArray());
        Assert.IsTrue(curve.HigherIsBetter);
    }

    [TestMethod]
    public void Numbers_of_examples_that_fail_are_kept_apart()
    {
        LearningCurve curve = _ml.Regression.LearningCurve(
            SweepExamples.Numbers(100),
            new CountedEstimator(_ml.Regression.Trainers.RidgeRegression(), new FitCounter(), input =>
            {
                if (input.GetRowCount() < 20)
                    throw new NotSupportedException("Too few.");
            }),
            options: new RegressionSweepOptions { Seed = 1, Stratify = true });
        Assert.HasCount(3, curve.Points);
        Assert.HasCount(2, curve.Failures);
        Assert.AreEqual("Too few.", curve.Failures[0].Failure!.Message);
        string[] lines = curve.ToString().Split(Environment.NewLine);
        StringAssert.Contains(lines[1], "10 %");
        StringAssert.Contains(lines[2], "20 %");
        foreach (string line in lines[1..3])
            StringAssert.EndsWith(line, "NotSupportedException: Too few.");
    }

    [TestMethod]
    public void A_learning_curve_of_which_all_failed_says_why()
    {
        InvalidOperationException failure = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.MulticlassClassification.LearningCurve(
            _ml.Classes(60), _ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: 100), options: new MulticlassSweepOptions { Seed = 1, Stratify = true }));
        StringAssert.StartsWith(failure.Message, "All 5 numbers of examples failed, the first with: 100 neighbors are asked for, but there are 5 training rows");
        Assert.IsNotNull(failure.InnerException);
    }

    [TestMethod]
    public void Shares_out_of_their_range_are_refused()
    {
        foreach (double share in (double[])[0, -0.1, 1.1, double.NaN])
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.LearningCurve(
                SweepExamples.Numbers(), _ml.Regression.Trainers.RidgeRegression(), [share]));
        Assert.ThrowsExactly<ArgumentException>(() => _ml.Regression.LearningCurve(SweepExamples.Numbers(), _ml.Regression.Trainers.RidgeRegression(), []));
    }
}
