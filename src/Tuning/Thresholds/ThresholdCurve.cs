using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions;

/// <summary>
/// All decision thresholds that make a difference, and what each brings on rows that models had not seen: the receiver operating
/// characteristic, and precision against recall.
/// </summary>
public sealed class ThresholdCurve
{
    internal ThresholdCurve(IReadOnlyList<ScoredBooleans> folds)
    {
        Folds = [.. folds.Select(fold => PointsOf([fold]))];
        Points = PointsOf(folds);
    }

    /// <summary>
    /// The thresholds on the rows of all folds together, the highest first: from the one that takes no row for true to the one that takes
    /// all that have an answer.
    /// </summary>
    public IReadOnlyList<DecisionThreshold> Points { get; }

    /// <summary>The same on the rows of each fold.</summary>
    public IReadOnlyList<IReadOnlyList<DecisionThreshold>> Folds { get; }

    /// <summary>The best threshold on the rows of all folds together.</summary>
    /// <param name="goal">What it is to be best for. Of several alike it is the one with the higher precision, then the highest.</param>
    /// <remarks>
    /// It is the best of many on the rows it was chosen on, so that new rows will do a little worse. A threshold for a given precision or
    /// recall is reached there on average, not each time.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="goal"/> is null.</exception>
    /// <exception cref="InvalidOperationException">No threshold reaches what is asked for; the message says how much is reached.</exception>
    public DecisionThreshold Choose(ThresholdGoal goal)
    {
        ArgumentNullException.ThrowIfNull(goal);
        return goal.Choose(Points);
    }

    private static DecisionThreshold[] PointsOf(IReadOnlyList<ScoredBooleans> folds)
    {
        (ScoredBooleans Fold, int Row)[] rows = [.. folds.SelectMany(fold => Enumerable.Range(0, fold.Count).Where(row => fold.Weight(row) > 0).Select(row => (fold, row)))];
        bool[] labels = Array.ConvertAll(rows, row => row.Fold.Labels[row.Row]);
        double positives = rows.Where((_, i) => labels[i]).Sum(row => row.Fold.Weight(row.Row));
        double negatives = rows.Where((_, i) => !labels[i]).Sum(row => row.Fold.Weight(row.Row));
        IReadOnlyList<ScoreStep> steps = ScoreSteps.Of(
            Enumerable.Range(0, rows.Length).Where(i => rows[i].Fold.IsAnswered(rows[i].Row)),
            labels, Array.ConvertAll(rows, row => row.Fold.Scores[row.Row]), i => rows[i].Fold.Weight(rows[i].Row)).All;
        var points = new DecisionThreshold[steps.Count + 1];
        points[0] = new DecisionThreshold(steps.Count > 0 ? steps[0].Score : 0, 0, 0, positives, negatives);
        for (int i = 0; i < steps.Count; i++)
            points[i + 1] = new DecisionThreshold(Below(steps, i), steps[i].TruePositives, steps[i].FalsePositives, positives, negatives);
        return points;
    }

    /// <summary>Halfway to the next lower score, as far as single precision has numbers between them.</summary>
    private static float Below(IReadOnlyList<ScoreStep> steps, int step)
    {
        float score = steps[step].Score;
        if (step + 1 == steps.Count)
            return MathF.BitDecrement(score);
        float next = steps[step + 1].Score, middle = (float)(((double)score + next) / 2);
        return middle < score ? middle : next;
    }
}
