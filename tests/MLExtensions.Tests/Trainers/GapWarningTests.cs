using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Who ends before the minimum is told how far above it the objective can still be.</summary>
[TestClass]
public partial class GapWarningTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly Example[] _examples = MadeUpExamples.Draw(200, 6, seed: 1);

    [TestMethod]
    [EachTrainer]
    public void Passes_used_up_leave_a_gap_that_the_warning_names(TrainerKind kind)
    {
        double minimum = Train(kind, _examples, _ => { }).Last.Objective;
        (string[] warnings, TrainingProgress last) = Train(kind, _examples, options => options.NumberOfIterations = 1);

        Match gap = Gap().Match(warnings.Single());
        Assert.IsTrue(gap.Success, warnings.Single());
        Assert.StartsWith("training used up its ", warnings.Single());
        Assert.AreEqual(last.DualityGap!.Value.ToString("G3", CultureInfo.InvariantCulture), gap.Groups[1].Value);
        Assert.IsGreaterThan(0, last.DualityGap!.Value);
        Assert.IsLessThanOrEqualTo(last.DualityGap!.Value + 1e-6 * minimum, last.Objective - minimum);
    }

    [TestMethod]
    public void Ridge_by_descent_names_it_too()
    {
        var log = new RecordingLog(_ml);
        _ml.Ridge(l2Regularization: 1e-3f, options =>
        {
            options.Solver = RidgeSolver.Descent;
            options.NumberOfIterations = 1;
        }).Fit(_ml.RegressionView(Measurements.Draw(200, 6, seed: 1)));
        Assert.MatchesRegex(Gap(), log.Warnings.Single());
    }

    [TestMethod]
    public void Without_a_penalty_nothing_bounds_it() => Assert.DoesNotContain(
        "above its minimum",
        Train(TrainerKind.SoftmaxRegression, _examples, options =>
        {
            options.L2Regularization = 0;
            options.NumberOfIterations = 1;
        }).Warnings.Single());

    [TestMethod]
    public void Time_used_up_leaves_what_is_known_by_then()
    {
        int rounds = 0;
        string Warning(TrainerKind kind) => Train(
            kind,
            _examples,
            options =>
            {
                options.ConvergenceTolerance = float.Epsilon;
                options.TimeLimit = TimeSpan.FromSeconds(2);
            },
            onReport: _ =>
            {
                if (++rounds == 1)
                    Thread.Sleep(2500);
            }).Warnings.Single();

        Assert.MatchesRegex(Gap(), Warning(TrainerKind.MulticlassSvm));
        rounds = 0;
        Assert.DoesNotMatchRegex(Gap(), Warning(TrainerKind.SoftmaxRegression));
    }

    [TestMethod]
    public void A_sparse_SVM_by_other_ways_has_a_certificate_as_well()
    {
        Example[] sparse = [.. _examples.Select(Sparse)];
        double minimum = Train(TrainerKind.MulticlassSvm, sparse, _ => { }).Last.Objective;
        TrainingProgress last = Train(TrainerKind.MulticlassSvm, sparse, options => options.UseQuasiNewton = false).Last;

        Assert.IsInRange(0, 0.1 * minimum, last.DualityGap!.Value);
        Assert.IsLessThanOrEqualTo(last.DualityGap!.Value + 1e-6 * minimum, last.Objective - minimum);
    }

    /// <summary>Every other feature, with no zeros stored.</summary>
    private static Example Sparse(Example example)
    {
        float[] values = [.. example.Features.DenseValues()];
        int[] indices = [0, 2, 4];
        return example with { Features = new VBuffer<float>(values.Length, indices.Length, [values[0], values[2], values[4]], indices) };
    }

    private (string[] Warnings, TrainingProgress Last) Train(
        TrainerKind kind, Example[] examples, Action<LinearClassifierOptions> configure, Action<TrainingProgress>? onReport = null)
    {
        var progress = new RecordingProgress<TrainingProgress>(onReport);
        var log = new RecordingLog(_ml);
        int before = log.Warnings.Length;
        _ml.Trainer(kind, options =>
        {
            options.Seed = 1;
            options.ReportDualityGap = true;
            options.Progress = progress;
            configure(options);
        }).Fit(_ml.View(examples));
        return (log.Warnings[before..], progress.Reports[^1]);
    }

    [GeneratedRegex(@", with an objective at most (\S+) above its minimum \(\S+ %\)")]
    private static partial Regex Gap();
}
