namespace MLExtensions.Tuning;

/// <summary>Whether a trial fits too little or too much, what speaks for it, and what to try next.</summary>
/// <remarks>
/// <para>
/// The rules, in this order; "better" is by more than chance explains, fold by fold, by Nadeau and Bengio's corrected resampled
/// t-test:
/// </para>
/// <list type="number">
/// <item>
/// The best trial is better on the folds left out: if it is less well fitted to the rows trained on, this one overfits, and
/// otherwise it underfits.
/// </item>
/// <item>
/// This one is fitted better to the rows trained on than the best is, and its training scores exceed its validation scores by
/// more than the best's do, by more than a tenth of the way from a guess to perfection: it overfits, as what it has learnt
/// beyond the best does not hold on other rows.
/// </item>
/// <item>
/// It is not the best, its training scores exceed its validation scores by more than that, and on the folds left out it is no
/// better than a guess that knows nothing of the features: it overfits.
/// </item>
/// <item>Not even the best trial is better than a guess that knows nothing of the features: unclear.</item>
/// <item>
/// Training scores exceed validation scores by more than a tenth of the way from a guess to perfection: it overfits if a simpler
/// one was not tried; otherwise more data would help, unless the last doubling of the examples brings no more than its
/// standard error.
/// </item>
/// <item>The last doubling of the examples has made it better: more data would help.</item>
/// <item>It is near perfection on the folds left out: about right.</item>
/// <item>The scores are as far apart, but that can be chance: unclear.</item>
/// <item>
/// Less simple ones were tried and are not better, or simpler ones were and are within one standard error, so that still less
/// simple ones promise nothing: about right.
/// </item>
/// <item>Training and validation scores agree, and are far from perfect: too simple or noise, which the data do not tell.</item>
/// </list>
/// <para>
/// Sources: that a model overfits where another fits the rows trained on less well and other rows better is Mitchell, Machine
/// Learning (1997), section 3.7; the test is Nadeau and Bengio, Inference for the generalization error, Machine Learning 52
/// (2003), section 4.
/// </para>
/// </remarks>
public sealed class FitDiagnosis
{
    internal FitDiagnosis(FitVerdict verdict, IReadOnlyList<string> evidence, IReadOnlyList<string> suggestions)
    {
        Verdict = verdict;
        Evidence = evidence;
        Suggestions = suggestions;
    }

    /// <summary>The verdict.</summary>
    public FitVerdict Verdict { get; }

    /// <summary>The scores that it rests on, in sentences.</summary>
    public IReadOnlyList<string> Evidence { get; }

    /// <summary>What to try next, the most promising first.</summary>
    public IReadOnlyList<string> Suggestions { get; }

    /// <summary>What is to be known before the verdict: that training skipped more than a tenth of the rows, and why; null otherwise.</summary>
    public string? Warning { get; private init; }

    /// <summary>The verdict in words, its evidence, and what to try next, behind the warning if there is one.</summary>
    public override string ToString()
    {
        string name = Verdict switch
        {
            FitVerdict.Underfitting => "Underfitting",
            FitVerdict.Overfitting => "Overfitting",
            FitVerdict.AboutRight => "About right",
            FitVerdict.MoreDataWouldHelp => "More data would help",
            _ => "The data do not tell",
        };
        return string.Join(Environment.NewLine, [.. Warning is null ? (string[])[] : [Warning], name + ".", .. Evidence.Select(line => "  " + line), .. Suggestions.Select(line => "  Try: " + line)]);
    }

    internal static FitDiagnosis Of(SweepResult result, SweepTrial trial, LearningCurve? learningCurve)
    {
        if (trial.Failure is not null)
            throw new ArgumentException("A trial that failed has no scores to tell anything by.", nameof(trial));
        FitDiagnosis judged = new FitScores(result, trial, learningCurve).Judge();
        return new FitDiagnosis(judged.Verdict, judged.Evidence, judged.Suggestions) { Warning = SkippedRowsText.OfMuch(trial.TrainingRows) };
    }
}
