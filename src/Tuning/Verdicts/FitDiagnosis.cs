using MLExtensions.Tuning.Trials;
using MLExtensions.Tuning.Verdicts;

namespace MLExtensions;

/// <summary>Whether a trial fits too little or too much, what speaks for it, and what to try next.</summary>
/// <remarks>
/// <para>
/// Scores are measured by their distance from perfection, in units of the distance between perfection and a guess that knows
/// nothing of the features: 0 is perfect, 1 is as good as a guess. MSE and R² are measured by their roots. Scores worse than a
/// guess approach 2, so that one fold on which a model fails does not hide what the others say.
/// </para>
/// <para>
/// A difference between folds is certain if chance explains it in at most about one of twenty cases: by Nadeau and Bengio's
/// corrected resampled t-test, or because there are five folds or more and all agree. It is sure if the t-test says so for one of
/// forty. "Much" is more than a tenth of that distance. A trial is as good as the best if it is within one standard error of it,
/// as <see cref="SweepResult.Simplest"/> is, or worse by at most a fiftieth of that distance or a twentieth of what the best has
/// gained over a guess. Which of two trials is fitted more closely is told by their training scores; where these are within a
/// hundredth of that distance, its parameters tell which is the simpler. Candidates that successive halving gave up have been
/// tried.
/// </para>
/// <para>The rules, in this order:</para>
/// <list type="number">
/// <item>
/// The trial is not as good as the best, which is certainly better on the folds left out. If the trial is fitted more closely, it
/// overfits. If it is fitted less closely, and the best is surely better than a guess, it underfits.
/// </item>
/// <item>
/// It is not as good as the best and is fitted more closely than the best, and the gap between its training and validation scores
/// is certainly much wider: it overfits, as what it has learnt beyond the best does not hold on other rows. The same applies if
/// the comparison is with <see cref="SweepResult.Simplest"/>, or if that trial is certainly much better. On few rows little is
/// certain. There it suffices that the trial's gap is much, that the best is better by much, and that the gap is wider by much,
/// each by more than its standard error.
/// </item>
/// <item>
/// Its gap is certainly much, and it is not surely better than a guess. If it is not the best, it overfits. If it is the best, it
/// overfits where its training scores are nearer to perfection than to a guess, and one of these holds: no simpler trial was
/// tried; it is worse than a guess by much; a trial that is fitted less closely has certainly a lower log-loss, by more than a
/// fiftieth of the distance.
/// </item>
/// <item>
/// The best lies on an edge of the values tried, towards less simple models, and its gap is not certainly much. It is surely
/// better than the value next to it, on the rows left out and on those trained on, by more than a tenth of what it is better than
/// the value at the other end or than a guess. Where nothing is surely better than a guess by the metric, log-loss is looked at
/// as well: it tells models apart that predict the same classes. (Of an SVM's scores, it is that of their softmax.) Models beyond
/// the edge promise more: it underfits if it is nearer to a guess than to perfection, and is otherwise unclear.
/// </item>
/// <item>Not even the best is surely better than a guess: unclear.</item>
/// <item>
/// Its gap is certainly much. It overfits if no simpler one was tried and more examples bring nothing, or if it is not the best
/// and a trial that is fitted less closely has certainly a lower log-loss, as in rule 3. Otherwise more data would help, unless
/// the last doubling of the examples brings no more than its standard error.
/// </item>
/// <item>
/// The last doubling of the examples has certainly made it better, by more than a fiftieth of the distance: more data would help.
/// </item>
/// <item>It is not as good as the best, though that is not certain: unclear.</item>
/// <item>It is within a tenth of the distance on the folds left out; or its gap is certainly much, but simpler trials were no better and more examples bring nothing: about right.</item>
/// <item>Its gap is much, but that can be chance: unclear.</item>
/// <item>
/// It is at least a fifth of the distance better than a guess. Less simple trials were no better, or simpler ones are within one
/// standard error, so that still less simple ones promise nothing: about right.
/// </item>
/// <item>Training and validation scores agree, and are far from perfect: too simple or noise, which the data do not tell.</item>
/// </list>
/// <para>
/// Sources: that a model overfits where another fits the rows trained on less well and other rows better is Mitchell, Machine
/// Learning (1997), section 3.7; the t-test is Nadeau and Bengio, Inference for the generalization error, Machine Learning 52
/// (2003), section 4; one standard error is that of Breiman, Friedman, Olshen, Stone, Classification and Regression Trees (1984),
/// section 3.4.3.
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

    /// <summary>
    /// What is to be known before the verdict: that training skipped more than a tenth of the rows, and why; null otherwise.
    /// </summary>
    public string? Warning { get; private init; }

    /// <summary>
    /// What the standard errors behind ± are, in words: those of scores, and those of differences between them.
    /// </summary>
    public string StandardError { get; private init; } = "";

    /// <summary>
    /// The verdict in words, its evidence, and what to try next, behind the warning if there is one; at last what ± is.
    /// </summary>
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
        return string.Join(Environment.NewLine, [.. Warning is null ? (string[])[] : [Warning], name + ".", .. Evidence.Select(line => "  " + line), .. Suggestions.Select(line => "  Try: " + line), $"± is {StandardError}."]);
    }

    internal static FitDiagnosis Of(RankedTrials trials, SweepTrial trial, LearningCurve? learningCurve)
    {
        if (trial.Failure is not null)
            throw new ArgumentException("A trial that failed has no scores to tell anything by.", nameof(trial));
        FitDiagnosis judged = new FitRules(trials, trial, new FitScores(trials, trial, learningCurve)).Judge();
        return new FitDiagnosis(judged.Verdict, judged.Evidence, judged.Suggestions)
        {
            Warning = SkippedRowsText.OfMuch(trial.TrainingRows),
            StandardError = $"{trials.FoldSummary.StandardError}; of a difference it is larger, by Nadeau and Bengio's correction for the training rows that folds share",
        };
    }
}
