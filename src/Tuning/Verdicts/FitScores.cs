using System.Globalization;

namespace MLExtensions.Tuning;

/// <summary>The scores that a fit is judged by. The rules are those of <see cref="FitDiagnosis"/>.</summary>
internal sealed class FitScores
{
    /// <summary>The share of the way from a guess to perfection that is much.</summary>
    private const double Much = 0.1;

    private readonly Scorer _scorer;
    private readonly SweepTrial _trial;
    private readonly SweepTrial _best;
    private readonly FoldDifference _bestOverGuess;
    private readonly FoldDifference _bestOverTrial;
    private readonly FoldDifference _trialOverGuess;
    private readonly FoldDifference _gap;

    /// <summary>By how much that gap is wider than the best trial's.</summary>
    private readonly FoldDifference _gapOverBest;
    private readonly FoldDifference? _growth;
    private readonly bool _hasSimpler;
    private readonly bool _hasLevelledOff;

    /// <summary>From a guess to perfection.</summary>
    private readonly double _way;

    private readonly List<string> _evidence;

    public FitScores(SweepResult result, SweepTrial trial, LearningCurve? learningCurve)
    {
        _scorer = result.Scorer;
        _trial = trial;
        _best = result.Best;
        ScoreSummary guess = result.Guess;
        _bestOverGuess = FoldDifference.Of(_scorer, _best.Validation.Folds, guess.Folds);
        _bestOverTrial = FoldDifference.Of(_scorer, _best.Validation.Folds, trial.Validation.Folds);
        _trialOverGuess = FoldDifference.Of(_scorer, trial.Validation.Folds, guess.Folds);
        _gap = FoldDifference.Of(_scorer, trial.Training.Folds, trial.Validation.Folds);
        _gapOverBest = _gap.Minus(FoldDifference.Of(_scorer, _best.Training.Folds, _best.Validation.Folds));
        _way = _scorer.Gain(_scorer.Perfect, guess.Mean);
        LearningPoint? last = learningCurve is { Points: [.., LearningPoint all] } ? all : null;
        LearningPoint? before = learningCurve is null ? null : BeforeDoubling(learningCurve.Points);
        _growth = before is null ? null : FoldDifference.Of(_scorer, last!.Trial.Validation.Folds, before.Trial.Validation.Folds);
        SweepTrial[] simpler = [.. Tried(result, simpler: true)];
        _hasSimpler = simpler.Length > 0;
        _hasLevelledOff = Tried(result, simpler: false).Any()
            || Array.Exists(simpler, other => _scorer.Gain(trial.Validation.Mean, other.Validation.Mean) <= trial.Validation.StandardError);

        _evidence =
        [
            $"{_scorer.Metric} is {trial.Training} on the rows trained on and {trial.Validation} on the others, {ScoreText.Of(Math.Abs(_gap.Mean), _gap.StandardError)} apart; a guess scores {guess}.",
        ];
        if (trial.Number != _best.Number)
            _evidence.Add($"The best that was tried, {ScoreText.OfValues(_best.Values)}, is better by {_bestOverTrial} on the others.");
        if (_growth is { } growth)
            _evidence.Add(string.Create(CultureInfo.InvariantCulture, $"From {before!.Examples:N0} to {last!.Examples:N0} examples it has become better by {growth}."));
    }

    private bool GapIsLarge => _gap.Mean > Much * _way;

    private bool GapIsCertain => GapIsLarge && _gap.IsCertain;

    private bool IsNearPerfect => _scorer.Gain(_scorer.Perfect, _trial.Validation.Mean) <= Much * _way;

    public FitDiagnosis Judge()
    {
        bool isFittedMore = _scorer.Gain(_trial.Training.Mean, _best.Training.Mean) > 0;
        if (_bestOverTrial.IsCertain)
            return isFittedMore ? Overfitting() : Underfitting();
        if (isFittedMore && _gapOverBest.IsCertain && _gapOverBest.Mean > Much * _way)
            return Overfitting();
        if (_trial.Number != _best.Number && GapIsCertain && !_trialOverGuess.IsCertain)
        {
            _evidence.Add("On the others it is not better than a guess by more than chance explains.");
            return Overfitting();
        }

        if (!_bestOverGuess.IsCertain)
        {
            _evidence.Add("Nothing that was tried is better than a guess by more than chance explains.");
            return Unclear("other features, or a look at whether labels belong to their rows", "more data");
        }

        bool stillGrows = _growth is { IsCertain: true } growth && growth.Mean > 0;
        if (GapIsCertain)
        {
            if (!_hasSimpler && !stillGrows)
                return Overfitting();
            if (_growth is not { } last || last.Mean > last.StandardError)
                return MoreData();
        }

        if (stillGrows)
            return MoreData();
        if (IsNearPerfect || GapIsCertain)
            return AboutRight();
        if (GapIsLarge)
        {
            _evidence.Add("Training scores are much better than validation scores, though not by more than chance explains.");
            return Unclear("more data, or more folds");
        }

        if (_hasLevelledOff)
            return AboutRight();

        _evidence.Add("Both scores agree and are far from perfect: the model may be too simple, or the labels noisy.");
        return Unclear("less simple models, such as a higher degree or a lower l2Regularization: if the training score does not rise, it is noise");
    }

    private FitDiagnosis Underfitting() => new(FitVerdict.Underfitting, _evidence,
        [Towards(simpler: false), "more features, such as PolynomialFeatures", "fewer restrictions: lower l2Regularization"]);

    private FitDiagnosis Overfitting() => new(FitVerdict.Overfitting, _evidence,
        [Towards(simpler: true), "more data", "higher l2Regularization, a lower degree, or fewer features"]);

    private FitDiagnosis MoreData() => new(FitVerdict.MoreDataWouldHelp, _evidence,
        ["more data", _growth is null ? "LearningCurve, which shows how much they would help" : "features that say more about the label"]);

    private FitDiagnosis AboutRight() => new(FitVerdict.AboutRight, _evidence,
        IsNearPerfect ? ["the held-out estimate, and then use it"] : ["other features, if it has to be better: simpler or less simple models of these are not"]);

    private FitDiagnosis Unclear(params string[] suggestions) => new(FitVerdict.Unclear, _evidence, suggestions);

    /// <summary>The best trial, if it lies in that direction, or in words.</summary>
    private string Towards(bool simpler) => _best.Number != _trial.Number
        ? ScoreText.OfValues(_best.Values)
        : simpler ? "simpler models than any that was tried" : "less simple models than any that was tried";

    /// <summary>The trials that are simpler, or less simple, by some parameter and not the other way by any.</summary>
    private IEnumerable<SweepTrial> Tried(SweepResult result, bool simpler)
    {
        SweepParameter[] ordered = [.. result.Parameters.Where(parameter => parameter.Simpler != Simpler.Unordered)];
        return result.Trials.Where(other =>
        {
            if (other.Failure is not null || other.TrainingShare != _trial.TrainingShare)
                return false;
            int[] signs = Array.ConvertAll(ordered, parameter =>
                parameter.Simplicity(other.Values[parameter]).CompareTo(parameter.Simplicity(_trial.Values[parameter])) * (simpler ? 1 : -1));
            return signs.Any(sign => sign > 0) && signs.All(sign => sign >= 0);
        });
    }

    /// <summary>The last point with at most half as many examples as the last of all, or, if none has so few, the one before that.</summary>
    private static LearningPoint? BeforeDoubling(IReadOnlyList<LearningPoint> points) =>
        points.LastOrDefault(point => 2 * point.Examples <= points[^1].Examples) ?? points.Reverse().Skip(1).FirstOrDefault();
}
