using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Verdicts;

/// <summary>The rules of <see cref="FitDiagnosis"/>, in their order.</summary>
internal sealed class FitRules(RankedTrials trials, SweepTrial trial, FitScores scores)
{
    /// <summary>
    /// What is left to perfection where a model has learnt so little that it may be too simple as well as the labels noisy.
    /// </summary>
    private const double MostLeft = 0.8;

    /// <summary>Nearer to perfection than to a guess.</summary>
    private const double Half = 0.5;

    public FitDiagnosis Judge()
    {
        // 1. and 2.: beside the best.
        bool isWorse = !scores.IsBest && !scores.IsAsGoodAsBest;
        bool isClearlyWorse = isWorse && scores.BestOverTrial.IsCertain;
        if (isClearlyWorse && scores.FittedMore == true)
            return Overfitting();
        if (isClearlyWorse && scores.FittedMore == false && scores.BestOverGuess.IsSure)
            return Underfitting(Towards(simpler: false));
        if (isWorse && scores.FittedMore == true && IsMuch(scores.GapOverBest))
            return Overfitting();
        if (isWorse && scores.FittedMoreThanSimplest == true && (IsMuch(scores.SimplestOverTrial) || IsMuch(scores.GapOverSimplest)))
            return Overfitting();
        if (isWorse && scores.FittedMore == true && scores.GapIsLarge && IsLikelyMuch(scores.BestOverTrial) && IsLikelyMuch(scores.GapOverBest))
            return Overfitting();

        // 3. Beside a guess.
        if (scores.GapIsCertain && !scores.TrialOverGuess.IsSure && (!scores.IsBest || (scores.LeftOnTraining < Half && (!scores.HasSimpler || scores.Left > 1 + FitScores.Much || scores.LogLossOverfits()))))
        {
            scores.Evidence.Add("On the others it is not better than a guess by more than chance explains.");
            return Overfitting();
        }

        // 4. and 5.: what was tried does not suffice.
        bool hasLearnt = scores.BestOverGuess.IsSure;
        SweepParameter? rising = scores.RisesToEdge(byLogLoss: false) ?? (hasLearnt ? null : scores.RisesToEdge(byLogLoss: true));
        if (rising is not null && !scores.GapIsCertain)
            return RisingToEdge(rising);
        if (!hasLearnt)
        {
            scores.Evidence.Add("Nothing that was tried is better than a guess by more than chance explains.");
            return Unclear("other features, or a look at whether labels belong to their rows", "more data");
        }

        // 6. and 7.: the gap, and what more rows bring.
        bool stillGrows = scores.Growth is { IsCertain: true, Mean: > FitScores.Little };
        if (scores.GapIsCertain)
        {
            if ((!scores.HasSimpler && !stillGrows) || (!scores.IsBest && scores.LogLossOverfits()))
                return Overfitting();
            if (scores.Growth is not { } last || last.Mean > last.StandardError)
                return MoreData();
        }

        if (stillGrows)
            return MoreData();

        // 8. to 12.: neither too much nor too little, as far as that can be told.
        if (isWorse)
        {
            scores.Evidence.Add("The best is more than a standard error better, though not by more than chance explains.");
            return Unclear(ScoreText.OfValues(trials.Best.Values), "more data, or more folds");
        }

        if (scores.Left <= FitScores.Much || scores.GapIsCertain)
            return AboutRight();
        if (scores.GapIsLarge)
        {
            scores.Evidence.Add("Training scores are much better than validation scores, though not by more than chance explains.");
            return Unclear("more data, or more folds");
        }

        if (scores.HasLevelledOff && scores.Left <= MostLeft)
            return AboutRight();

        scores.Evidence.Add("Both scores agree and are far from perfect: the model may be too simple, or the labels noisy.");
        return Unclear("less simple models, such as a higher degree or more features: if the training score does not rise, it is noise");
    }

    private static bool IsMuch(FoldDifference difference) => difference.IsCertain && difference.Mean > FitScores.Much;

    private static bool IsLikelyMuch(FoldDifference difference) => difference.Mean > Math.Max(FitScores.Much, difference.StandardError);

    /// <summary>Far from perfect, models that are too simple; otherwise nobody knows what comes beyond the edge.</summary>
    private FitDiagnosis RisingToEdge(SweepParameter edge)
    {
        string beyond = Beyond(edge, edge.Simpler == Simpler.Smaller);
        scores.Evidence.Add($"The best lies on the edge of what was tried, {edge.Name} = {ScoreText.OfValue(trials.Best.Values[edge])}, and is clearly better than what lies next to it: less simple models promise more.");
        return Math.Min(scores.Left, scores.LeftOnTraining) > Half ? Underfitting(beyond) : Unclear(beyond);
    }

    private FitDiagnosis Underfitting(string first) => new(FitVerdict.Underfitting, scores.Evidence,
        [first, "more features, such as PolynomialFeatures", "fewer restrictions: lower l2Regularization"]);

    private FitDiagnosis Overfitting() => new(FitVerdict.Overfitting, scores.Evidence,
        [Towards(simpler: true), "more data", "higher l2Regularization, a lower degree, or fewer features"]);

    private FitDiagnosis MoreData() => new(FitVerdict.MoreDataWouldHelp, scores.Evidence,
        ["more data", scores.Growth is null ? "LearningCurve, which shows how much they would help" : "features that say more about the label"]);

    private FitDiagnosis AboutRight() => new(FitVerdict.AboutRight, scores.Evidence,
        scores.Left <= FitScores.Much ? ["the held-out estimate, and then use it"] : ["other features, if it has to be better: simpler or less simple models of these are not"]);

    private FitDiagnosis Unclear(params string[] suggestions) => new(FitVerdict.Unclear, scores.Evidence, suggestions);

    /// <summary>
    /// The best trial, if it lies in that direction; otherwise the parameters whose values lead there, or in words.
    /// </summary>
    private string Towards(bool simpler)
    {
        if (!scores.IsBest)
            return ScoreText.OfValues(trials.Best.Values);
        SweepParameter[] ordered = [.. trials.Parameters.Where(parameter => parameter.IsOrdered && parameter.Simpler != Simpler.Unordered)];
        return ordered.Length > 0
            ? string.Join(", or ", ordered.Select(parameter => Beyond(parameter, simpler == (parameter.Simpler == Simpler.Larger))))
            : simpler ? "simpler models than any that was tried" : "less simple models than any that was tried";
    }

    private string Beyond(SweepParameter parameter, bool above) =>
        $"{parameter.Name} {(above ? "above" : "below")} {ScoreText.OfValue(trial.Values[parameter])}";
}
