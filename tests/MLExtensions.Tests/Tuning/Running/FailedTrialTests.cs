using System.Reflection;
using Microsoft.ML;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tests.Tuning.Running;

/// <summary>A trial that fails is kept with its exception, and the sweep goes on.</summary>
[TestClass]
public class FailedTrialTests
{
    private const float Bad = 1f;

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_factory_that_throws_fails_its_trial_alone() => AssertOneFails(SweepPipeline.Create((ml, values) =>
        IsBad(values) ? throw new NotSupportedException("This λ is bad.") : SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda))));

    [TestMethod]
    public void A_fit_that_throws_fails_its_trial_alone() => AssertOneFails(Throwing(_ => true));

    [TestMethod]
    public void One_fold_that_throws_is_enough()
    {
        int fits = 0;
        AssertOneFails(Throwing(_ => Interlocked.Increment(ref fits) == 2));
        Assert.AreEqual(3, fits);
    }

    [TestMethod]
    public void A_step_behind_those_trained_together_that_throws_fails_its_trial_alone() => AssertOneFails(
        SweepPipeline.Create((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)))
            .Append((ml, values) => new CountedEstimator(ml.Transforms.CopyColumns("Copy", "Score"), new FitCounter(), _ =>
            {
                if (IsBad(values))
                    throw new NotSupportedException("This λ is bad.");
            })));

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Where_memory_is_short_the_reason_says_how_much_there_is(bool isHidden)
    {
        var thrown = new InsufficientMemoryException("Bare.");
        Exception seen = isHidden ? new InvalidOperationException("An event.", new TargetInvocationException(thrown)) : thrown;
        Exception failure = FitOutcome.Failed(seen, TimeSpan.Zero).Failure!;
        Assert.IsInstanceOfType<InsufficientMemoryException>(failure);
        Assert.AreSame(seen, failure.InnerException);
        StringAssert.Matches(failure.Message, new(@"^There is not enough memory: at most [0-9.,]+ [KMGT]iB may be used\. Take fewer rows .*\(Bare\.\)$"));
    }

    [TestMethod]
    public void A_step_that_is_null_says_so()
    {
        SweepResult result = Sweep(SweepPipeline.Create((ml, values) => IsBad(values) ? null! : SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda))));
        StringAssert.Contains(result.Trials[^1].Failure!.Message, "returned null in place of an estimator");
    }

    [TestMethod]
    public void If_all_fail_the_best_throws_what_the_first_threw()
    {
        SweepResult result = Sweep(SweepPipeline.Create((_, _) => throw new NotSupportedException("Nothing works.")));
        InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => result.Best);
        Assert.AreEqual("All 5 trials failed, the first with: Nothing works.", exception.Message);
        Assert.IsInstanceOfType<NotSupportedException>(exception.InnerException);
        Assert.ThrowsExactly<InvalidOperationException>(() => result.Simplest);
        Assert.ThrowsExactly<InvalidOperationException>(() => result.Guess);
        Assert.IsEmpty(result.Edges);
        StringAssert.Contains(result.ToString(), "NotSupportedException: Nothing works.");
    }

    [TestMethod]
    public void What_reflection_wrapped_is_told_as_it_was()
    {
        var inner = new NotSupportedException("The reason.");
        Assert.AreSame(inner, FitOutcome.Failed(new TargetInvocationException(inner), TimeSpan.Zero).Failure);
    }

    [TestMethod]
    public void Failures_are_logged_as_warnings()
    {
        var log = new RecordingLog(_ml);
        Sweep(Throwing(_ => true));
        Assert.IsTrue(log.Warnings.Any(warning => warning.Contains("This λ is bad.", StringComparison.Ordinal)), string.Join('\n', log.Warnings));
    }

    private void AssertOneFails(SweepPipeline pipeline)
    {
        SweepResult result = Sweep(pipeline);
        Assert.HasCount(5, result.Trials);
        SweepTrial failed = result.Trials[^1];
        Assert.IsInstanceOfType<NotSupportedException>(failed.Failure);
        Assert.AreEqual(Bad, failed.Values.Get(SweepExamples.Lambda), 1e-6f);
        Assert.IsTrue(double.IsNaN(failed.Validation.Mean));
        foreach (SweepTrial trial in result.Trials.Take(4))
        {
            Assert.IsNull(trial.Failure);
            Assert.IsGreaterThan(0.25, trial.Validation.Mean);
        }

        StringAssert.Contains(failed.ToString(), "failed, This λ is bad.");
        StringAssert.Contains(result.ToString(), "NotSupportedException: This λ is bad.");
    }

    private static SweepPipeline Throwing(Func<IDataView, bool> throws) => SweepPipeline.Create((ml, values) => new CountedEstimator(
        SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)), new FitCounter(), input =>
        {
            if (IsBad(values) && throws(input))
                throw new NotSupportedException("This λ is bad.");
        }));

    private static bool IsBad(ParameterValues values) => Math.Abs(values.Get(SweepExamples.Lambda) - Bad) < 1e-3f;

    private SweepResult Sweep(SweepPipeline pipeline) => _ml.MulticlassClassification.Sweep(
        _ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { NumberOfFolds = 3, Seed = 1 });
}
