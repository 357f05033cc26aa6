using Microsoft.ML;

namespace MLExtensions.Tests.Tuning.Verdicts;

/// <summary>Of twenty data sets made for a verdict, at least nineteen get it.</summary>
[TestClass]
public class FitDiagnosisTests
{
    private const int Seeds = 20;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_is_too_simple_underfits(bool isClassification) =>
        AssertMostly(FitVerdict.Underfitting, new FitExamples(isClassification).Underfitting);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_is_learnt_by_heart_overfits(bool isClassification) =>
        AssertMostly(FitVerdict.Overfitting, new FitExamples(isClassification, MulticlassMetric.LogLoss).Overfitting);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_fits_is_about_right(bool isClassification) =>
        AssertMostly(FitVerdict.AboutRight, new FitExamples(isClassification).AboutRight);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_is_noise_is_unclear(bool isClassification) =>
        AssertMostly(FitVerdict.Unclear, new FitExamples(isClassification).Noise);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void What_still_gets_better_with_more_rows_wants_more(bool isClassification) =>
        AssertMostly(FitVerdict.MoreDataWouldHelp, new FitExamples(isClassification, MulticlassMetric.LogLoss).MoreData);

    [TestMethod]
    public void What_is_learnt_by_heart_has_no_other_verdict_that_claims_to_know_better_by_accuracy()
    {
        // Few rows classified correctly or not tell little: it may stay unclear, but never passes for a good fit.
        FitVerdict[] verdicts = [.. Enumerable.Range(0, Seeds).Select(seed => new FitExamples(IsClassification: true).Overfitting(seed).Verdict)];
        TestContext.WriteLine($"Overfitting by accuracy: {string.Join(", ", verdicts.CountBy(verdict => verdict).Select(count => $"{count.Key} {count.Value}"))}");
        Assert.IsEmpty(verdicts.Where(verdict => verdict is FitVerdict.AboutRight or FitVerdict.Underfitting).ToArray());
    }

    [TestMethod]
    public void Scores_that_agree_and_are_far_from_perfect_do_not_tell_a_simple_model_from_noise()
    {
        FitDiagnosis diagnosis = new FitExamples(IsClassification: false).TooSimpleOrNoise(seed: 1);
        Assert.AreEqual(FitVerdict.Unclear, diagnosis.Verdict);
        StringAssert.Contains(diagnosis.ToString(), "Both scores agree and are far from perfect: the model may be too simple, or the labels noisy.");
        StringAssert.Contains(diagnosis.Suggestions[0], "less simple models");
    }

    [TestMethod]
    public void A_diagnosis_names_the_scores_and_the_better_trial()
    {
        FitDiagnosis diagnosis = new FitExamples(IsClassification: true).Underfitting(seed: 1);
        StringAssert.StartsWith(diagnosis.ToString(), "Underfitting.");
        StringAssert.Contains(diagnosis.Evidence[0], "MicroAccuracy is 0.");
        StringAssert.Contains(diagnosis.Evidence[0], "a guess scores 0.");
        StringAssert.Contains(diagnosis.Evidence[1], "The best that was tried, degree = ");
        StringAssert.Contains(diagnosis.Suggestions[0], "degree = ");
    }

    [TestMethod]
    public void A_trial_that_failed_cannot_be_judged()
    {
        var ml = new MLContext(seed: 1);
        SweepResult result = ml.Regression.Sweep(
            SweepExamples.Numbers(),
            SweepPipeline.Create((ml, values) => values.Get(SweepExamples.Lambda) > 50
                ? throw new NotSupportedException() : ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(SweepExamples.Lambda))),
            SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        Assert.ThrowsExactly<ArgumentException>(() => result.Diagnose(result.Trials[^1]));
    }

    private void AssertMostly(FitVerdict expected, Func<int, FitDiagnosis> diagnose)
    {
        FitDiagnosis[] all = [.. Enumerable.Range(0, Seeds).Select(diagnose)];
        TestContext.WriteLine($"{expected}: {string.Join(", ", all.CountBy(diagnosis => diagnosis.Verdict).Select(count => $"{count.Key} {count.Value}"))}");
        foreach (FitDiagnosis other in all.Where(diagnosis => diagnosis.Verdict != expected))
            TestContext.WriteLine(other.ToString());
        Assert.IsGreaterThanOrEqualTo(19, all.Count(diagnosis => diagnosis.Verdict == expected));
    }
}
