using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Tuning;

/// <summary>What is random depends on the seed of the options or else of the context, and not on what the context has made.</summary>
[TestClass]
public class SeedTests
{
    [TestMethod]
    public void Sweeps_with_a_seeded_context_have_the_folds_of_its_cross_validation_every_time()
    {
        var ml = new MLContext(seed: 5);
        IDataView data = ml.Classes();
        double[] expected = [.. ml.MulticlassClassification
            .CrossValidate(data, SweepExamples.Softmax(ml, lambda: 1)).Select(fold => fold.Metrics.MicroAccuracy)];
        for (int i = 0; i < 3; i++)
        {
            SweepResult result = ml.MulticlassClassification.Sweep(
                data, SweepPipeline.Create((context, _) => SweepExamples.Softmax(context, lambda: 1)), SweepSearch.Grid(SweepParameter.Choices("none", [0])));
            CollectionAssert.AreEqual(expected, result.Best.Validation.Folds.ToArray());
            _ = ml.Transforms.NormalizeMinMax("Features");
        }
    }

    [TestMethod]
    public void So_have_random_searches_curves_nested_sweeps_and_checks()
    {
        var ml = new MLContext(seed: 5);
        IDataView data = SweepExamples.Numbers();
        string First() => string.Join('\n', (string[])[
            string.Join(' ', ml.Regression.Sweep(data, SweepExamples.Ridge(), SweepSearch.Random(3, SweepExamples.Lambda)).Trials),
            ml.Regression.LearningCurve(data, ml.Regression.Trainers.RidgeRegression()).ToString(),
            ml.Regression.NestedCrossValidate(data, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), 2).ToString(),
            ml.Regression.CheckCanOverfit(data, ml.Regression.Trainers.RidgeRegression(l2Regularization: 0.001f)).ToString()]);
        string first = First();
        _ = ml.MulticlassClassification.Trainers.MulticlassSvm();
        Assert.AreEqual(first, First());
    }

    [TestMethod]
    public void Without_any_seed_folds_are_fresh_each_time()
    {
        var ml = new MLContext();
        IDataView data = SweepExamples.Numbers();
        string[] scores = [.. Enumerable.Range(0, 3).Select(_ => string.Join(
            ' ', ml.Regression.Sweep(data, SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda)).Scores()))];
        Assert.HasCount(3, scores.Distinct().ToArray());
    }

    [TestMethod]
    [EachTrainer]
    public void A_trainers_bits_do_not_depend_on_what_was_made_before_it(TrainerKind kind)
    {
        var ml = new MLContext(seed: 5);
        IDataView data = ml.Classes();
        FittedLinear Fitted() => FittedLinear.Of(ml.Trainer(kind, options =>
        {
            options.UseQuasiNewton = false;
            options.NumberOfIterations = 2;
        }).Fit(data));
        FittedLinear first = Fitted();
        _ = ml.Transforms.NormalizeMinMax("Features");
        FittedLinear.AssertSameBits(first, Fitted());
    }

    [TestMethod]
    public void Without_any_seed_trainers_are_fresh_each_time()
    {
        var ml = new MLContext();
        IDataView data = ml.Classes();
        FittedLinear Fitted() => FittedLinear.Of(ml.MulticlassClassification.Trainers.SoftmaxRegression(
            new SoftmaxRegressionTrainer.Options { UseQuasiNewton = false, NumberOfIterations = 2, BatchSize = 1 }).Fit(data));
        FittedLinear.AssertOtherBits(Fitted(), Fitted());
    }
}
