using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Tuning.Running;

/// <summary>A sweep that was interrupted goes on where it was.</summary>
[TestClass]
public sealed class SweepCheckpointTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"sweep-{Guid.NewGuid():N}.checkpoint");

    public void Dispose() => File.Delete(_file);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Cancelled_and_resumed_it_gives_the_same_bits_and_repeats_no_finished_fit(int threads)
    {
        double[] whole = Sweep(new FitCounter(), file: null, threads).Scores();
        FitCounter before = new();
        Cancel(before, fits: 7, threads);
        Assert.IsInRange(7, 8, before.Fits);

        FitCounter after = new();
        var progress = new RecordingProgress<SweepProgress>();
        SweepResult resumed = Sweep(after, _file, threads, progress: progress);
        CollectionAssert.AreEqual(whole, resumed.Scores());

        // One fit may have been under way on the other thread, and finished or not.
        Assert.IsInRange(25 - before.Fits, 25 - 7, after.Fits);
        Assert.HasCount(25, progress.Reports);

        FitCounter none = new();
        CollectionAssert.AreEqual(whole, Sweep(none, _file, threads).Scores());
        Assert.AreEqual(0, none.Fits);
    }

    [TestMethod]
    public void Trained_together_it_gives_the_same_bits_as_well()
    {
        double[] whole = Together(null, default, null).Scores();
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Together(_file, source.Token, new RecordingProgress<SweepProgress>(report =>
        {
            if (report.FinishedFits == 10)
                source.Cancel();
        })));
        CollectionAssert.AreEqual(whole, Together(_file, default, null).Scores());

        static SweepResult Together(string? file, CancellationToken token, IProgress<SweepProgress>? progress)
        {
            var ml = new MLContext(seed: 1);
            return ml.MulticlassClassification.Sweep(ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions
            {
                Seed = 1,
                NumberOfThreads = 1,
                CheckpointFile = file,
                Progress = progress,
                CancellationToken = token,
                PerClass = true,
                Metric = MulticlassMetric.LogLoss,
            });
        }
    }

    [TestMethod]
    public void The_scores_of_classes_come_back_too()
    {
        SweepResult first = PerClass();
        SweepResult again = PerClass();
        Assert.HasCount(3, again.Best.ValidationPerClass);
        foreach ((string name, ScoreSummary scores) in first.Best.ValidationPerClass)
            CollectionAssert.AreEqual(scores.Folds.ToArray(), again.Best.ValidationPerClass[name].Folds.ToArray());
        CollectionAssert.AreEqual(first.Guess.Folds.ToArray(), again.Guess.Folds.ToArray());
        Assert.AreEqual(first.Best.Time, again.Best.Time);

        SweepResult PerClass()
        {
            var ml = new MLContext(seed: 1);
            return ml.MulticlassClassification.Sweep(
                ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { CheckpointFile = _file, PerClass = true });
        }
    }

    [TestMethod]
    public void A_grid_that_grows_and_halving_go_on_as_well()
    {
        foreach (SweepSearch search in (SweepSearch[])[
            SweepSearch.Grid(SweepParameter.L2Regularization(1f, 10f, count: 2).WidenedWithin(1e-4f, 1e4f)),
            SweepSearch.SuccessiveHalving(SweepSearch.Random(9, SweepExamples.Lambda))])
        {
            File.Delete(_file);
            double[] whole = Sweep(new FitCounter(), file: null, search: search).Scores();
            Cancel(new FitCounter(), fits: whole.Length / 10 - 3, search: search);
            CollectionAssert.AreEqual(whole, Sweep(new FitCounter(), _file, search: search).Scores());
        }
    }

    [TestMethod]
    public void Without_a_seed_the_one_in_the_file_is_taken()
    {
        FitCounter fits = new();
        double[] first = Sweep(fits, _file, seed: null, context: 5).Scores();
        CollectionAssert.AreEqual(first, Sweep(fits, _file, seed: null, context: 6).Scores());
        Assert.AreEqual(25, fits.Fits);
    }

    [TestMethod]
    public void A_line_that_was_cut_off_is_done_again()
    {
        double[] whole = Sweep(new FitCounter(), _file).Scores();
        byte[] bytes = File.ReadAllBytes(_file);
        int lastLine = bytes.Length - 1 - Array.LastIndexOf(bytes, (byte)'\n', bytes.Length - 2);
        foreach (int cut in (int[])[1, lastLine / 2, lastLine - 1])
        {
            File.WriteAllBytes(_file, bytes[..^cut]);
            FitCounter fits = new();
            CollectionAssert.AreEqual(whole, Sweep(fits, _file).Scores());
            Assert.AreEqual(1, fits.Fits);
        }
    }

    [TestMethod]
    public void A_changed_byte_anywhere_is_found()
    {
        Sweep(new FitCounter(), _file);
        byte[] bytes = File.ReadAllBytes(_file);
        for (int i = 0; i < bytes.Length - 1; i += 1 + bytes.Length / 60)
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 1;
            AssertRefused(damaged, "Delete the file to begin anew");
        }
    }

    [TestMethod]
    public void Files_that_are_no_checkpoints_are_refused_and_left_alone()
    {
        AssertRefused("My thesis.\nAll of it.\n"u8.ToArray(), "damaged, or no checkpoint");
        AssertRefused("My thesis, in one line"u8.ToArray(), "is no checkpoint of a sweep");
        AssertRefused([0, 1, 2, 255, 10, 3], "damaged, or no checkpoint");
        AssertRefused("\n\n\n"u8.ToArray(), "is no checkpoint of a sweep");

        // What earlier versions wrote.
        const string Line = """{"Format":"MLExtensions sweep 2","Sweep":"MicroAccuracy of 'Label'","Seed":1}""";
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Line)))[..16];
        AssertRefused(Encoding.UTF8.GetBytes($"{digest} {Line}\n"), "is no checkpoint of a sweep that this version can read");
    }

    [TestMethod]
    public void The_checkpoint_of_another_sweep_is_refused_and_left_alone()
    {
        Sweep(new FitCounter(), _file);
        byte[] bytes = File.ReadAllBytes(_file);
        AssertRefused(bytes, "the metric, there MicroAccuracy of 'Label', here MacroAccuracy of 'Label'.", () => Sweep(new FitCounter(), _file, metric: MulticlassMetric.MacroAccuracy));
        AssertRefused(bytes, "differs in the number of rows, there 60, here 91.", () => Sweep(new FitCounter(), _file, rows: 91));
        AssertRefused(bytes, "the values of column 'Features'", () => Sweep(new FitCounter(), _file, dataSeed: 2));
        AssertRefused(bytes, "the folds, there 5 folds, here 4 folds.", () => Sweep(new FitCounter(), _file, folds: 4));
        AssertRefused(bytes, "the search, there grid of l2Regularization", () => Sweep(new FitCounter(), _file, search: SweepSearch.Random(5, SweepExamples.Lambda)));
        AssertRefused(bytes, "the search, there grid of l2Regularization", () => Sweep(new FitCounter(), _file, search: SweepSearch.Grid(SweepParameter.L2Regularization(0.01f, 99f, 5))));
        AssertRefused(bytes, "with seed 1, not 2", () => Sweep(new FitCounter(), _file, seed: 2));
        Assert.IsNotEmpty(Sweep(new FitCounter(), _file).Trials);
    }

    [TestMethod]
    public void Failed_fits_are_tried_again()
    {
        bool fails = true;
        Assert.IsNotNull(Run().Trials[^1].Failure);
        fails = false;
        Assert.IsNull(Run().Trials[^1].Failure);

        SweepResult Run()
        {
            var ml = new MLContext(seed: 1);
            return ml.MulticlassClassification.Sweep(
                ml.Classes(),
                SweepPipeline.Create((ml, values) => new CountedEstimator(SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)), new FitCounter(), _ =>
                {
                    if (fails && values.Get(SweepExamples.Lambda) > 50)
                        throw new InvalidOperationException("Not now.");
                })),
                SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { Seed = 1, CheckpointFile = _file, NumberOfFolds = 3 });
        }
    }

    [TestMethod]
    public void Two_sweeps_do_not_share_a_file()
    {
        Sweep(new FitCounter(), _file, progress: new RecordingProgress<SweepProgress>(report =>
        {
            if (report.FinishedFits == 3)
                Assert.Throws<IOException>(() => Sweep(new FitCounter(), _file));
        }));
    }

    private void AssertRefused(byte[] bytes, string message, Func<SweepResult>? sweep = null)
    {
        File.WriteAllBytes(_file, bytes);
        InvalidDataException exception = Assert.ThrowsExactly<InvalidDataException>(() => (sweep ?? (() => Sweep(new FitCounter(), _file)))());
        StringAssert.Contains(exception.Message, message);
        StringAssert.Contains(exception.Message, _file);
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(_file));
    }

    private void Cancel(FitCounter counter, int fits, int threads = 1, SweepSearch? search = null)
    {
        using var source = new CancellationTokenSource();
        var progress = new RecordingProgress<SweepProgress>(report =>
        {
            if (report.FinishedFits == fits)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Sweep(counter, _file, threads, search: search, progress: progress, token: source.Token));
    }

    private static SweepResult Sweep(
        FitCounter fits, string? file, int threads = 1, int? seed = 1, int context = 1, int rows = 60, int dataSeed = 1, int folds = 5,
        MulticlassMetric metric = MulticlassMetric.MicroAccuracy, SweepSearch? search = null, IProgress<SweepProgress>? progress = null, CancellationToken token = default)
    {
        var ml = new MLContext(context);
        SweepSearch found = search ?? SweepSearch.Grid(SweepExamples.Lambda);
        return ml.MulticlassClassification.Sweep(
            ml.Classes(rows, dataSeed),
            SweepPipeline.Create((ml, values) => new CountedEstimator(
                SweepExamples.Softmax(ml, values.Get((SweepParameter<float>)found.Parameters[0])), fits)),
            found,
            new MulticlassSweepOptions
            {
                Seed = seed,
                NumberOfThreads = threads,
                NumberOfFolds = folds,
                Metric = metric,
                CheckpointFile = file,
                Progress = progress,
                CancellationToken = token,
            });
    }
}
