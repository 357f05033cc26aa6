using System.Globalization;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Verdicts;

/// <summary>The scores that a fit is judged by, compared with those of the best trial and of a guess.</summary>
internal sealed class FitScores
{
    /// <summary>The share of the way from a guess to perfection that is much.</summary>
    public const double Much = 0.1;

    /// <summary>The share of it that is too little to tell models apart by.</summary>
    public const double Little = 0.02;

    /// <summary>Training scores as near to each other are a tie.</summary>
    private const double Tie = 0.01;

    /// <summary>The share of what the best has gained over a guess that is too little to tell models apart by.</summary>
    private const double LittleOfGain = 0.05;

    private readonly RankedTrials _trials;
    private readonly SweepTrial _trial;
    private readonly SweepTrial _best;
    private readonly FitMeasure _measure;
    private readonly FitMeasure? _logLoss;

    public FitScores(RankedTrials trials, SweepTrial trial, LearningCurve? learningCurve)
    {
        _trials = trials;
        _trial = trial;
        _best = trials.Best;
        _measure = FitMeasure.OfMetric(trials.Scorer, _best);
        _logLoss = FitMeasure.OfLogLoss(_best);
        (BestOverTrial, FittedMore, Gap, GapOverBest) = Compare(_measure, _best);
        SweepTrial simplest = trials.Simplest;
        (SimplestOverTrial, FittedMoreThanSimplest, _, GapOverSimplest) = Compare(_measure, simplest);
        BestOverGuess = Difference(_measure.Validation(_best), _measure.Guess);
        TrialOverGuess = Difference(_measure.Validation(trial), _measure.Guess);
        Left = _measure.Validation(trial).Average();
        LeftOnTraining = _measure.Training(trial).Average();
        HasSimpler = TriedTrials.SimplerThan(trials, trial).Any();
        LearningPoint? before = learningCurve is null ? null : BeforeDoubling(learningCurve.Points);
        if (before is not null)
            Growth = Difference(_measure.Validation(learningCurve!.Points[^1].Trial), _measure.Validation(before.Trial));
        Evidence = [.. Sentences(learningCurve, before)];
    }

    /// <summary>
    /// By how much the best trial is better on the rows left out, as a share of the way from perfection to a guess, as all that
    /// follows.
    /// </summary>
    public FoldDifference BestOverTrial { get; }

    /// <summary>The same for the simplest trial within one standard error of the best.</summary>
    public FoldDifference SimplestOverTrial { get; }

    public FoldDifference BestOverGuess { get; }

    public FoldDifference TrialOverGuess { get; }

    /// <summary>By how much it is better on the rows trained on than on those left out.</summary>
    public FoldDifference Gap { get; }

    /// <summary>By how much that gap is wider than the best trial's.</summary>
    public FoldDifference GapOverBest { get; }

    /// <summary>
    /// Whether it is fitted more closely to the rows trained on than the best is, or less; null where that is not known.
    /// </summary>
    public bool? FittedMore { get; }

    /// <summary>The same beside the simplest trial within one standard error of the best.</summary>
    public FoldDifference GapOverSimplest { get; }

    /// <inheritdoc cref="FittedMore"/>
    public bool? FittedMoreThanSimplest { get; }

    /// <summary>By how much the last doubling of the examples has made it better; null without a learning curve.</summary>
    public FoldDifference? Growth { get; }

    /// <summary>What is left to perfection on the rows left out: 0 is perfect, 1 is a guess.</summary>
    public double Left { get; }

    /// <summary>What is left to perfection on the rows trained on.</summary>
    public double LeftOnTraining { get; }

    /// <summary>Whether a simpler trial was tried.</summary>
    public bool HasSimpler { get; }

    public bool IsBest => _trial.Number == _best.Number;

    /// <summary>What the scores say, in sentences.</summary>
    public List<string> Evidence { get; }

    public bool GapIsLarge => Gap.Mean > Much;

    public bool GapIsCertain => GapIsLarge && Gap.IsCertain;

    /// <summary>Whether it is within one standard error of the best, or so little worse that it makes no difference.</summary>
    public bool IsAsGoodAsBest =>
        !(_trials.Scorer.Gain(_best.Validation.Mean, _trial.Validation.Mean) > _best.Validation.StandardError)
        || BestOverTrial.Mean <= Math.Max(Little, LittleOfGain * BestOverGuess.Mean);

    /// <summary>
    /// Whether less simple ones were tried, or simpler ones that are within one standard error, so that still less simple ones
    /// promise nothing.
    /// </summary>
    public bool HasLevelledOff => TriedTrials.LessSimpleThan(_trials, _trial).Any()
        || TriedTrials.SimplerThan(_trials, _trial).Any(other => other.TrainingShare == _trial.TrainingShare
            && _trials.Scorer.Gain(_trial.Validation.Mean, other.Validation.Mean) <= _trial.Validation.StandardError);

    /// <summary>Whether a trial that is fitted less closely has clearly the lower log-loss on the rows left out.</summary>
    public bool LogLossOverfits()
    {
        if (_logLoss is null)
            return false;
        SweepTrial best = _trials.All.Where(other => other.Failure is null && other.TrainingShare == _best.TrainingShare)
            .MinBy(other => _logLoss.Validation(other).Average())!;
        (FoldDifference over, bool? fittedMore, _, _) = Compare(_logLoss, best);
        if (fittedMore != true || over.Mean <= Little || !over.IsCertain)
            return false;
        Evidence.Add($"By log-loss, {ScoreText.OfValues(best.Values)} is better by more than chance explains.");
        return true;
    }

    /// <summary>
    /// The parameter by which models become clearly better up to the edge of what was tried, the edge towards less simple ones;
    /// null if there is none.
    /// </summary>
    /// <param name="byLogLoss">
    /// Whether by log-loss, which tells more than the metric where predicted classes are all the same.
    /// </param>
    public SweepParameter? RisesToEdge(bool byLogLoss)
    {
        FitMeasure? measure = byLogLoss ? _logLoss : _measure;
        if (measure is null)
            return null;
        foreach ((SweepParameter parameter, SweepTrial best, SweepTrial inside, SweepTrial simplest) in TriedTrials.LeastSimpleEdges(_trials))
        {
            // Where all values do alike by the metric, none is said to lie on an edge.
            if (!byLogLoss && !_trials.Edges.Any(edge => !edge.IsLimit && edge.Parameter == parameter))
                continue;
            FoldDifference step = Difference(measure.Validation(best), measure.Validation(inside));
            double learnt = Difference(measure.Training(best), measure.Training(inside)).Mean;
            double all = Difference(measure.Validation(best), measure.Validation(simplest)).Mean;
            double gain = Difference(measure.Validation(best), measure.Guess).Mean;
            double least = Much * Math.Max(all, gain);
            if (step.IsSure && step.Mean > least && learnt > least)
                return parameter;
        }

        return null;
    }

    private (FoldDifference BestOverTrial, bool? FittedMore, FoldDifference Gap, FoldDifference GapOverBest) Compare(FitMeasure measure, SweepTrial best)
    {
        FoldDifference bestOverTrial = Difference(measure.Validation(best), measure.Validation(_trial));
        double closer = Difference(measure.Training(_trial), measure.Training(best)).Mean;
        FoldDifference gap = Difference(measure.Training(_trial), measure.Validation(_trial));
        FoldDifference gapOfBest = Difference(measure.Training(best), measure.Validation(best));
        bool? fittedMore = Math.Abs(closer) > Tie ? closer > 0
            : TriedTrials.IsSimpler(_trials.Parameters, best, _trial) ? true
            : TriedTrials.IsSimpler(_trials.Parameters, _trial, best) ? false
            : null;
        return (bestOverTrial, fittedMore, gap, gap.Minus(gapOfBest));
    }

    private FoldDifference Difference(double[] less, double[] more) => FoldDifference.Of(less, more, _best.Validation.Repeats);

    private FoldDifference Difference(IEnumerable<double> better, IEnumerable<double> worse) =>
        FoldDifference.Of(_trials.Scorer, better, worse, _best.Validation.Repeats);

    private IEnumerable<string> Sentences(LearningCurve? learningCurve, LearningPoint? before)
    {
        Scorer scorer = _trials.Scorer;
        FoldDifference gap = Difference(_trial.Training.Folds, _trial.Validation.Folds);
        yield return $"{scorer.Metric} is {_trial.Training} on the rows trained on and {_trial.Validation} on the others, {ScoreText.Of(Math.Abs(gap.Mean), gap.StandardError)} apart; a guess scores {_trials.Guess}.";
        if (!IsBest)
            yield return $"The best that was tried, {ScoreText.OfValues(_best.Values)}, is better by {Difference(_best.Validation.Folds, _trial.Validation.Folds)} on the others.";
        if (before is not null)
        {
            LearningPoint last = learningCurve!.Points[^1];
            yield return string.Create(CultureInfo.InvariantCulture, $"From {before.Examples:N0} to {last.Examples:N0} examples it has become better by {Difference(last.Trial.Validation.Folds, before.Trial.Validation.Folds)}.");
        }
    }

    /// <summary>
    /// The last point with at most half as many examples as the last of all, or, if none has so few, the one before that.
    /// </summary>
    private static LearningPoint? BeforeDoubling(IReadOnlyList<LearningPoint> points) =>
        points.LastOrDefault(point => 2 * point.Examples <= points[^1].Examples) ?? points.Reverse().Skip(1).FirstOrDefault();
}
