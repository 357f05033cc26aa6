namespace MLExtensions.Tuning.Metrics;

/// <summary>How much of the true and of the false rows has at least a certain score.</summary>
/// <param name="Score">The score.</param>
/// <param name="TruePositives">The weight of the rows that are true and have at least that score.</param>
/// <param name="FalsePositives">The weight of the rows that are false and have at least that score.</param>
internal readonly record struct ScoreStep(float Score, double TruePositives, double FalsePositives);

/// <summary>What taking rows for true from a score upwards brings, for every score that occurs: all that a threshold can do.</summary>
internal sealed class ScoreSteps
{
    private ScoreSteps(IReadOnlyList<ScoreStep> all) => All = all;

    /// <summary>A step for each score that occurs, the highest first; the last has all rows.</summary>
    public IReadOnlyList<ScoreStep> All { get; }

    /// <summary>The weight of all rows that are true.</summary>
    public double Positives => All.Count == 0 ? 0 : All[^1].TruePositives;

    /// <summary>The weight of all rows that are false.</summary>
    public double Negatives => All.Count == 0 ? 0 : All[^1].FalsePositives;

    /// <summary>
    /// The area under the steps of true positives against false positives, joined by lines, as a share; NaN without one of the two.
    /// </summary>
    /// <remarks>It is the Mann–Whitney statistic: rows of equal score count one half.</remarks>
    public double AreaUnderRocCurve
    {
        get
        {
            double area = 0, truePositives = 0, falsePositives = 0;
            foreach (ScoreStep step in All)
            {
                area += (step.FalsePositives - falsePositives) * (step.TruePositives + truePositives) / 2;
                (truePositives, falsePositives) = (step.TruePositives, step.FalsePositives);
            }

            return area / (Positives * Negatives);
        }
    }

    /// <param name="rows">The rows to look at.</param>
    /// <param name="labels">What each row is.</param>
    /// <param name="scores">The score of each row, finite.</param>
    /// <param name="weight">The weight of each row, positive.</param>
    public static ScoreSteps Of(IEnumerable<int> rows, bool[] labels, float[] scores, Func<int, double> weight)
    {
        List<ScoreStep> steps = [];
        double truePositives = 0, falsePositives = 0;
        foreach (int row in rows.OrderByDescending(row => scores[row]))
        {
            if (labels[row])
                truePositives += weight(row);
            else
                falsePositives += weight(row);
            var step = new ScoreStep(scores[row], truePositives, falsePositives);
            if (steps.Count > 0 && steps[^1].Score == scores[row])
                steps[^1] = step;
            else
                steps.Add(step);
        }

        return new ScoreSteps(steps);
    }
}
