using System.Text.RegularExpressions;
using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.Linear;

/// <summary>Training tells how far it is, and can be stopped.</summary>
[TestClass]
public class TrainingProgressTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly Example[] _examples = MadeUpExamples.Draw(100, 4, seed: 1);

    [TestMethod]
    [EachTrainer]
    public void Every_epoch_of_minibatches_is_reported_in_order(TrainerKind kind)
    {
        var progress = new RecordingProgress<TrainingProgress>();
        _ml.QuickTrainer(kind, options =>
        {
            options.NumberOfIterations = 7;
            options.UseQuasiNewton = false;
            options.Progress = progress;
        }).Fit(_ml.View(_examples));

        CollectionAssert.AreEqual(Enumerable.Range(1, 7).ToArray(), progress.Reports.Select(report => report.Epoch).ToArray());
        Assert.IsTrue(progress.Reports.All(report => double.IsFinite(report.Objective) && report.StepSize > 0 && report.GradientNorm > 0));
        Assert.IsTrue(progress.Reports.Zip(progress.Reports.Skip(1)).All(pair =>
            pair.Second.StepSize < pair.First.StepSize && pair.Second.Elapsed >= pair.First.Elapsed));
    }

    /// <summary>A step takes several passes over the data, and ends with a report.</summary>
    [TestMethod]
    [EachTrainer]
    public void Epochs_rise_and_the_objective_falls(TrainerKind kind)
    {
        var progress = new RecordingProgress<TrainingProgress>();
        _ml.Trainer(kind, options =>
        {
            options.ConvergenceTolerance = float.Epsilon;
            options.Progress = progress;
        }).Fit(_ml.View(_examples));

        Assert.IsGreaterThan(2, progress.Reports.Count);
        Assert.IsTrue(progress.Reports.All(report => double.IsFinite(report.Objective) && report.StepSize > 0 && report.GradientNorm > 0));
        Assert.IsTrue(progress.Reports.Zip(progress.Reports.Skip(1)).All(pair =>
            pair.Second.Epoch > pair.First.Epoch && pair.Second.Objective <= pair.First.Objective && pair.Second.Elapsed >= pair.First.Elapsed));
    }

    [TestMethod]
    [EachTrainer]
    public void The_last_objective_reported_is_close_to_the_one_of_the_model(TrainerKind kind)
    {
        var progress = new RecordingProgress<TrainingProgress>();
        ITransformer model = _ml.Trainer(kind, options => options.Progress = progress).Fit(_ml.View(_examples));

        double expected = FittedLinear.Of(model).Objective(kind, _examples, l2Regularization: 0.5);
        Assert.AreEqual(expected, progress.Reports[^1].Objective, 0.01 * expected);
    }

    [TestMethod]
    public void The_gradient_is_small_where_training_ends()
    {
        var progress = new RecordingProgress<TrainingProgress>();
        _ml.Trainer(TrainerKind.SoftmaxRegression, options => options.Progress = progress).Fit(_ml.View(_examples));
        Assert.IsLessThan(0.01 * progress.Reports[0].GradientNorm, progress.Reports[^1].GradientNorm);
    }

    [TestMethod]
    [EachTrainer]
    public void Training_writes_what_it_reports_to_the_log(TrainerKind kind)
    {
        var log = new RecordingLog(_ml);
        _ml.Trainer(kind).Fit(_ml.View(_examples));

        StringAssert.Matches(log.Infos[0], new Regex("^epoch [1-9][0-9]*: objective [0-9]"));
        Assert.IsEmpty(log.Warnings);
    }

    [TestMethod]
    [EachTrainer]
    public void Cancelled_before_it_starts_training_reads_nothing(TrainerKind kind)
    {
        var progress = new RecordingProgress<TrainingProgress>();
        IEstimator<ITransformer> trainer = _ml.QuickTrainer(kind, options =>
        {
            options.CancellationToken = new CancellationToken(canceled: true);
            options.Progress = progress;
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(_ml.View(_examples)));
        Assert.IsEmpty(progress.Reports);
    }

    [TestMethod]
    [EachTrainer]
    public void Cancelled_on_the_way_training_stops_before_the_next_report(TrainerKind kind)
    {
        int planned = ReportsUntilCancelled(kind, int.MaxValue, CancellationToken.None);
        for (int expected = 1; expected <= planned; expected++)
        {
            using var source = new CancellationTokenSource();
            Assert.AreEqual(expected, ReportsUntilCancelled(kind, expected, source.Token, source.Cancel));
        }
    }

    private int ReportsUntilCancelled(TrainerKind kind, int reports, CancellationToken token, Action? cancel = null)
    {
        int count = 0;
        IEstimator<ITransformer> trainer = _ml.Trainer(kind, options =>
        {
            options.Seed = 1;
            options.CancellationToken = token;
            options.Progress = new RecordingProgress<TrainingProgress>(_ =>
            {
                if (++count == reports)
                    cancel?.Invoke();
            });
        });

        if (cancel is null)
            trainer.Fit(_ml.View(_examples));
        else
            Assert.AreEqual(token, Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(_ml.View(_examples))).CancellationToken);
        return count;
    }
}
