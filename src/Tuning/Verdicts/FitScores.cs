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
    private readonly FoldDifference _gap;
    private readonly FoldDifference? _growth;
    private readonly bool _hasSimpler;
    private readonly bool _hasLessSimple;

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
        _gap = FoldDifference.Of(_scorer, trial.Training.Folds, trial.Validation.Folds);
        _way = _scorer.Gain(_scorer.Perfect, guess.Mean);
        _growth = Growth(learningCurve);
        (_hasSimpler, _hasLessSimple) = (Tried(result, simpler: true), Tried(result, simpler: false));

        _evidence =
        [
            $"{_scorer.Metric} is {trial.Training} on the rows trained on and {trial.Validation} on the others, {ScoreText.Of(Math.Abs(_gap.Mean), _gap.StandardError)} apart; a guess scores {guess}.",
        ];
        if (trial.Number != _best.Number)
            _evidence.Add($"The best that was tried, {ScoreText.OfValues(_best.Values)}, is better by {_bestOverTrial} on the others.");
        if (_growth is { } growth)
            _evidence.Add(string.Create(CultureInfo.InvariantCulture, $"From {learningCurve!.Points[^2].Examples:N0} to {learningCurve.Points[^1].Examples:N0} examples it has become better by {growth}."));
    }

    private bool GapIsLarge => _gap.IsCertain && _gap.Mean > Much * _way;

    private bool IsNearPerfect => _scorer.Gain(_scorer.Perfect, _trial.Training.Mean) <= Much * _way;

    public FitDiagnosis Judge()
    {
        if (!_bestOverGuess.IsCertain)
        {
            _evidence.Add("Nothing that was tried is better than a guess by more than chance explains.");
            return Unclear("other features, or a look at whether labels belong to their rows", "more data");
        }

        if (_bestOverTrial.IsCertain)
        {
            return _scorer.Gain(_trial.Training.Mean, _best.Training.Mean) > 0 ? Overfitting() : Underfitting();
        }

        bool stillGrows = _growth is { IsCertain: true } growth && growth.Mean > 0;
        if (GapIsLarge)
        {
            if (!_hasSimpler && !stillGrows)
                return Overfitting();
            if (_growth is null || stillGrows)
                return MoreData();
        }

        if (stillGrows)
            return MoreData();
        if (IsNearPerfect || _hasLessSimple || GapIsLarge)
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

    /// <summary>Whether a trial was made that is simpler, or less simple, by some parameter and the same by all others that have a direction.</summary>
    private bool Tried(SweepResult result, bool simpler)
    {
        SweepParameter[] ordered = [.. result.Parameters.Where(parameter => parameter.Simpler != Simpler.Unordered)];
        return result.Trials.Any(other =>
        {
            if (other.Failure is not null || other.TrainingShare != _trial.TrainingShare)
                return false;
            int[] signs = Array.ConvertAll(ordered, parameter =>
                parameter.Simplicity(other.Values[parameter]).CompareTo(parameter.Simplicity(_trial.Values[parameter])) * (simpler ? 1 : -1));
            return signs.Any(sign => sign > 0) && signs.All(sign => sign >= 0);
        });
    }

    /// <summary>What the last of the examples have brought.</summary>
    private FoldDifference? Growth(LearningCurve? curve)
    {
        if (curve is null || curve.Points.Count < 2)
            return null;
        return FoldDifference.Of(_scorer, curve.Points[^1].Trial.Validation.Folds, curve.Points[^2].Trial.Validation.Folds);
    }
}
