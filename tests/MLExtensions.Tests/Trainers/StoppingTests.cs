using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Training ends in one of several ways, and says in which.</summary>
[TestClass]
public class StoppingTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly Example[] _examples = MadeUpExamples.Draw(200, 6, seed: 1);

    [TestMethod]
    [EachTrainer]
    public void Who_converges_is_not_warned(TrainerKind kind) => Assert.IsEmpty(Warnings(kind, _ => { }));

    [TestMethod]
    [EachTrainer]
    public void Passes_used_up_are_a_warning(TrainerKind kind)
    {
        string warning = Warnings(kind, options =>
        {
            options.NumberOfIterations = 20;
            options.ConvergenceTolerance = float.Epsilon;
        }).Single();
        Match match = new Regex(
            "^training used up its ([0-9]+) passes over the data before it converged, with an objective at most .+ above its minimum .+; more NumberOfIterations, more L2Regularization, or fewer collinear features, would let it.$").Match(warning);
        Assert.IsTrue(match.Success, warning);

        // A step that has begun is finished.
        Assert.IsInRange(20, 40, int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    [TestMethod]
    [EachTrainer]
    public void Minibatches_alone_make_the_passes_planned_and_cannot_tell_more(TrainerKind kind) => Assert.AreEqual(
        "training made the 30 passes over the data that were planned; minibatches alone do not tell whether they have converged.",
        Warnings(kind, options =>
        {
            options.NumberOfIterations = 30;
            options.UseQuasiNewton = false;
        }).Single());

    [TestMethod]
    [EachTrainer]
    public void Time_used_up_is_a_warning_and_the_model_is_there(TrainerKind kind)
    {
        // A look at the model to start with, and no step.
        string warning = Warnings(kind, options => options.TimeLimit = TimeSpan.FromTicks(1)).Single();
        StringAssert.Matches(warning, new Regex("^training used up its TimeLimit after [0-3] passes over the data, before it converged(, with an objective at most .+ above its minimum .+)?.$"));
    }

    [TestMethod]
    [EachTrainer]
    public void A_time_limit_between_passes_leaves_the_passes_done(TrainerKind kind)
    {
        int reports = 0;
        string warning = Warnings(kind, options =>
        {
            options.TimeLimit = TimeSpan.FromMilliseconds(200);
            options.Progress = new RecordingProgress<TrainingProgress>(_ =>
            {
                if (++reports == 3)
                    Thread.Sleep(250);
            });
        }).Single();
        Assert.StartsWith("training used up its TimeLimit after ", warning);

        // The round that finds the time used up ends with a report too.
        Assert.IsInRange(3, 4, reports);
    }

    [TestMethod]
    [EachTrainer]
    public void Early_stopping_keeps_the_weights_that_did_best_on_the_rows_held_out(TrainerKind kind)
    {
        // Many columns of noise and no penalty to speak of: what helps the rows trained on soon harms the others.
        Example[] noisy = [.. MadeUpExamples.Draw(100, 40, seed: 2)];
        var progress = new RecordingProgress<TrainingProgress>();
        var log = new RecordingLog(_ml);
        _ml.Trainer(kind, options =>
        {
            options.L2Regularization = 1e-4f;
            options.EarlyStopping = new EarlyStopping(heldOutFraction: 0.3, patience: 7);
            options.Progress = progress;
        }).Fit(_ml.View(noisy));

        TrainingProgress best = progress.Reports.MinBy(report => report.HeldOutLoss);
        Assert.IsTrue(progress.Reports.All(report => report.HeldOutLoss > 0));
        Assert.IsLessThan(progress.Reports[^1].HeldOutLoss!.Value, best.HeldOutLoss!.Value);
        Assert.IsInRange(best.Epoch + 7, best.Epoch + 8, progress.Reports[^1].Epoch);
        CollectionAssert.Contains(log.Infos, $"the weights are those of epoch {best.Epoch}, whose held-out loss was least");
        Assert.IsEmpty(log.Warnings);
    }

    [TestMethod]
    [EachTrainer]
    public void Patience_without_end_still_keeps_the_best(TrainerKind kind)
    {
        FittedLinear Fit(int? iterations, int patience, IProgress<TrainingProgress>? progress) => FittedLinear.Of(_ml.Trainer(kind, options =>
        {
            options.Seed = 1;
            options.NumberOfIterations = iterations;
            options.L2Regularization = 1e-4f;
            options.EarlyStopping = new EarlyStopping(0.3, patience);
            options.Progress = progress;
        }).Fit(_ml.View(_examples)));

        var progress = new RecordingProgress<TrainingProgress>();
        FittedLinear patient = Fit(null, int.MaxValue, progress);
        int best = progress.Reports.MinBy(report => report.HeldOutLoss).Epoch;
        FittedLinear impatient = Fit(null, 1000, null);
        FittedLinear.AssertSameBits(patient, impatient);
        Assert.IsLessThan(progress.Reports[^1].Epoch, best);
    }

    [TestMethod]
    [EachTrainer]
    public void Too_few_rows_to_hold_any_out_are_refused(TrainerKind kind) => Assert.AreEqual(
        "Of 1 rows 0 would be held out and 1 trained on; early stopping takes at least one of each.",
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Trainer(kind, options =>
        {
            options.Seed = 2;
            options.EarlyStopping = new EarlyStopping(1e-9);
        }).Fit(_ml.View(_examples[..1]))).Message);

    [TestMethod]
    [EachTrainer]
    public void Divergence_that_nothing_can_mend_is_an_error(TrainerKind kind) => Assert.AreEqual(
        "Training diverged in epoch 1: with a learning rate of 1E+38 the steps are too long. Set a smaller LearningRate.",
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Trainer(kind, options =>
        {
            options.UpdateRule = UpdateRule.GradientStep();
            options.Schedule = StepSchedule.Constant();
            options.LearningRate = 1e38f;
            options.UseQuasiNewton = false;
        }).Fit(_ml.View(_examples))).Message);

    private string[] Warnings(TrainerKind kind, Action<LinearClassifierOptions> configure)
    {
        var log = new RecordingLog(_ml);
        Assert.IsNotEmpty(FittedLinear.Of(_ml.Trainer(kind, configure).Fit(_ml.View(_examples))).Weights);
        return log.Warnings;
    }
}
