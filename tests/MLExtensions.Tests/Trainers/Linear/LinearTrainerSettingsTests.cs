using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.Linear;

/// <summary>Options out of their range are refused when the trainer is made, with the range.</summary>
[TestClass]
public class LinearTrainerSettingsTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    [EachTrainer(-1f)]
    [EachTrainer(float.NaN)]
    [EachTrainer(float.PositiveInfinity)]
    public void The_regularization_is_finite_and_not_negative(TrainerKind kind, float value) =>
        AssertRefused(
            kind, "L2Regularization", value, "L2Regularization must be finite and at least 0.",
            options => options.L2Regularization = value);

    [TestMethod]
    [EachTrainer(0)]
    [EachTrainer(-1)]
    public void There_is_at_least_one_iteration(TrainerKind kind, int value) =>
        AssertRefused(
            kind, "NumberOfIterations", value, "NumberOfIterations must be at least 1.",
            options => options.NumberOfIterations = value);

    [TestMethod]
    [EachTrainer(0f)]
    [EachTrainer(-1f)]
    [EachTrainer(float.NaN)]
    [EachTrainer(float.PositiveInfinity)]
    public void The_convergence_tolerance_is_positive_and_finite(TrainerKind kind, float value) =>
        AssertRefused(
            kind, "ConvergenceTolerance", value, "ConvergenceTolerance must be positive and finite.",
            options => options.ConvergenceTolerance = value);

    [TestMethod]
    [EachTrainer(0)]
    [EachTrainer(-1)]
    public void The_time_limit_is_positive(TrainerKind kind, int seconds) =>
        AssertRefused(
            kind, "TimeLimit", TimeSpan.FromSeconds(seconds), "TimeLimit must be positive.",
            options => options.TimeLimit = TimeSpan.FromSeconds(seconds));

    [TestMethod]
    [EachTrainer(-0.1f)]
    [EachTrainer(1.1f)]
    [EachTrainer(float.NaN)]
    public void The_averaged_share_is_a_share(TrainerKind kind, float value) =>
        AssertRefused(
            kind, "AveragedShare", value, "AveragedShare must be from 0 to 1.",
            options => options.AveragedShare = value);

    [TestMethod]
    [EachTrainer(0)]
    [EachTrainer(-1)]
    public void There_is_at_least_one_thread(TrainerKind kind, int value) =>
        AssertRefused(
            kind, "NumberOfThreads", value, "NumberOfThreads must be at least 1.",
            options => options.NumberOfThreads = value);

    [TestMethod]
    public void Early_stopping_holds_some_rows_out_but_not_all_and_waits_at_least_once()
    {
        foreach (double fraction in (double[])[0, 1, -0.5, double.NaN])
            StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EarlyStopping(fraction)).Message, "heldOutFraction must be above 0 and below 1.");
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EarlyStopping(patience: 0)).Message, "patience must be at least 1.");
    }

    [TestMethod]
    [EachTrainer(0)]
    [EachTrainer(-1)]
    public void A_batch_holds_at_least_one_example(TrainerKind kind, int value) =>
        AssertRefused(
            kind, "BatchSize", value, "BatchSize must be at least 1.",
            options => options.BatchSize = value);

    [TestMethod]
    [EachTrainer(0f)]
    [EachTrainer(-1f)]
    [EachTrainer(float.NaN)]
    [EachTrainer(float.PositiveInfinity)]
    public void The_learning_rate_is_positive_and_finite(TrainerKind kind, float value) =>
        AssertRefused(
            kind, "LearningRate", value, "LearningRate must be positive and finite.",
            options => options.LearningRate = value);

    [TestMethod]
    [DataRow(0f)]
    [DataRow(-1f)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    [DataRow(float.Epsilon)]
    public void The_margin_is_positive_and_finite(float value) => AssertRefused(
        TrainerKind.MulticlassSvm, "Margin", value, "Margin must be positive, finite and no subnormal number.",
        options => ((MulticlassSvmTrainer.Options)options).Margin = value);

    [TestMethod]
    [EachTrainer]
    public void Column_names_are_not_empty(TrainerKind kind)
    {
        AssertNameRefused<ArgumentException>(kind, "LabelColumnName", options => options.LabelColumnName = "");
        AssertNameRefused<ArgumentNullException>(kind, "LabelColumnName", options => options.LabelColumnName = null!);
        AssertNameRefused<ArgumentException>(kind, "FeatureColumnName", options => options.FeatureColumnName = "");
        AssertNameRefused<ArgumentNullException>(kind, "FeatureColumnName", options => options.FeatureColumnName = null!);
        AssertNameRefused<ArgumentException>(kind, "ExampleWeightColumnName", options => options.ExampleWeightColumnName = "");
    }

    [TestMethod]
    [EachTrainer]
    public void The_least_of_every_range_trains(TrainerKind kind)
    {
        FittedLinear model = FittedLinear.Of(_ml.Trainer(kind, options =>
        {
            options.L2Regularization = 0;
            options.NumberOfIterations = 1;
            options.BatchSize = 1;
            options.LearningRate = float.Epsilon;
        }).Fit(_ml.View(MadeUpExamples.Draw(10, 2, seed: 1))));
        Assert.IsTrue(model.Weights.SelectMany(row => row).Concat(model.Biases).All(float.IsFinite));
    }

    [TestMethod]
    [EachTrainer]
    public void A_batch_may_be_larger_than_the_data(TrainerKind kind)
    {
        FittedLinear.AssertSameBits(WithBatches(10), WithBatches(int.MaxValue));

        FittedLinear WithBatches(int size) => FittedLinear.Of(
            _ml.QuickTrainer(kind, options => options.BatchSize = size).Fit(_ml.View(MadeUpExamples.Draw(10, 2, seed: 1))));
    }

    [TestMethod]
    public void Arguments_are_not_null()
    {
        var trainers = _ml.MulticlassClassification.Trainers;
        Assert.ThrowsExactly<ArgumentNullException>(() => trainers.SoftmaxRegression(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => trainers.MulticlassSvm(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => LinearTrainersCatalog.SoftmaxRegression(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => LinearTrainersCatalog.MulticlassSvm(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => trainers.SoftmaxRegression().Fit(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => trainers.MulticlassSvm().GetOutputSchema(null!));
    }

    private void AssertRefused(
        TrainerKind kind, string option, object value, string message, Action<LinearTrainerOptions> configure)
    {
        ArgumentOutOfRangeException error =
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Trainer(kind, configure));
        Assert.AreEqual(option, error.ParamName);
        Assert.AreEqual(value, error.ActualValue);
        StringAssert.StartsWith(error.Message, message);
    }

    private void AssertNameRefused<TException>(TrainerKind kind, string option, Action<LinearTrainerOptions> configure)
        where TException : ArgumentException
    {
        TException error = Assert.ThrowsExactly<TException>(() => _ml.Trainer(kind, configure));
        StringAssert.Contains(error.Message, option);
    }
}
