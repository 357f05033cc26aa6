using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Tuning.Trials;

[TestClass]
public class SweepProgressTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Every_fit_is_reported_and_every_trial_once(bool together)
    {
        var progress = new RecordingProgress<SweepProgress>();
        SweepResult result = _ml.MulticlassClassification.Sweep(
            _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
            new MulticlassSweepOptions { NumberOfFolds = 3, Seed = 1, Progress = progress, TrainTogether = together });

        Assert.HasCount(15, progress.Reports);
        for (int i = 0; i < 15; i++)
        {
            Assert.AreEqual(i + 1, progress.Reports[i].FinishedFits);
            Assert.AreEqual(15, progress.Reports[i].PlannedFits);
        }

        CollectionAssert.AreEquivalent(
            Enumerable.Range(1, 5).ToArray(),
            progress.Reports.Where(report => report.LastTrial is not null).Select(report => report.LastTrial!.Number).ToArray());
        Assert.IsNull(progress.Reports[0].Best);
        Assert.AreEqual(result.Best.Number, progress.Reports[^1].Best!.Number);
    }

    [TestMethod]
    public void Each_trial_is_logged()
    {
        var log = new RecordingLog(_ml);
        SweepResult result = _ml.MulticlassClassification.Sweep(
            _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { NumberOfFolds = 3, Seed = 1 });
        foreach (SweepTrial trial in result.Trials)
            Assert.IsTrue(log.Infos.Any(info => info.Contains($"fits: {trial}", StringComparison.Ordinal)), $"{trial} is not among\n{string.Join('\n', log.Infos)}");
    }

    [TestMethod]
    public void Cancelled_in_the_middle_it_ends_before_another_fit_begins()
    {
        using var source = new CancellationTokenSource();
        FitCounter fits = new();
        var progress = new RecordingProgress<SweepProgress>(report =>
        {
            if (report.FinishedFits == 4)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => _ml.MulticlassClassification.Sweep(
            _ml.Classes(),
            SweepPipeline.Create((ml, values) => new CountedEstimator(SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)), fits)),
            SweepSearch.Grid(SweepExamples.Lambda),
            new MulticlassSweepOptions { Seed = 1, NumberOfThreads = 2, Progress = progress, CancellationToken = source.Token }));

        // One more may have been under way.
        Assert.IsInRange(4, 5, fits.Fits);
        Assert.IsInRange(4, 5, progress.Reports.Count);
    }

    [TestMethod]
    public void Cancelled_while_a_trainer_of_this_library_trains_it_ends_there()
    {
        using var source = new CancellationTokenSource();
        var progress = new RecordingProgress<SweepProgress>();

        // The last step before the trainer cancels, and what was cancelled is no failed trial.
        SweepPipeline pipeline = SweepPipeline.Create(new CountedEstimator(_ml.Transforms.CopyColumns("Copy", "Features"), new FitCounter(), _ => source.Cancel()))
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));
        Assert.Throws<OperationCanceledException>(() => _ml.MulticlassClassification.Sweep(
            _ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda),
            new MulticlassSweepOptions { Seed = 1, NumberOfThreads = 1, Progress = progress, CancellationToken = source.Token }));
        Assert.IsEmpty(progress.Reports);
    }

    [TestMethod]
    public void What_progress_throws_ends_the_sweep() => Assert.ThrowsExactly<NotSupportedException>(() => _ml.MulticlassClassification.Sweep(
        _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
        new MulticlassSweepOptions { Seed = 1, Progress = new RecordingProgress<SweepProgress>(_ => throw new NotSupportedException()) }));

    [TestMethod]
    public void Missing_arguments_are_refused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.MulticlassClassification.Sweep(null!, SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda)));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.MulticlassClassification.Sweep(_ml.Classes(), null!, SweepSearch.Grid(SweepExamples.Lambda)));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.Sweep(SweepExamples.Numbers(), SweepExamples.Ridge(), null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepPipeline.Create((IEstimator<ITransformer>)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => SweepExamples.Softmax().At(_ml, null!));
    }
}
