using Microsoft.ML;

namespace MLExtensions.Tuning;

/// <summary>How good a model is on data that had no part in its making.</summary>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Score">What it scores.</param>
/// <param name="StandardError">
/// By how much that would be expected to differ for other rows of the same kind: the jackknife over ten groups of rows, each left
/// out once; NaN for fewer than ten rows. Source: Efron, The jackknife, the bootstrap and other resampling plans (1982), section
/// 3.1.
/// </param>
/// <param name="Rows">How many rows it was scored on.</param>
public sealed record HeldOutEstimate(string Metric, double Score, double StandardError, int Rows)
{
    private const int Groups = 10;

    /// <summary>The metric, the score and its standard error.</summary>
    public override string ToString()
    {
        string score = double.IsNaN(StandardError) ? ScoreText.Of(Score, places: 4) : ScoreText.Of(Score, StandardError);
        return $"{Metric} on {Rows:N0} rows held out: {score}";
    }

    internal static HeldOutEstimate Of(Scorer scorer, ITransformer model, IDataView heldOut)
    {
        ScoredRows rows = scorer.Score(Scorer.Steps(model), heldOut);
        scorer.RequireSense(rows);
        double score = scorer.Evaluate(rows, perClass: false).Value;
        return new HeldOutEstimate(scorer.Metric, score, rows.Count < Groups ? double.NaN : Jackknife(scorer, rows), rows.Count);
    }

    private static double Jackknife(Scorer scorer, ScoredRows rows)
    {
        int[] groups = [.. Enumerable.Range(0, rows.Count).Select(row => row % Groups)];
        new Random(0).Shuffle(groups);
        double[] scores = [.. Enumerable.Range(0, Groups).Select(left => scorer.Evaluate(
            rows.Weighted([.. groups.Select((group, row) => group == left ? 0 : rows.Weight(row))]), perClass: false).Value)];
        double mean = scores.Average();
        return Math.Sqrt((Groups - 1.0) / Groups * scores.Sum(score => (score - mean) * (score - mean)));
    }
}
