using Microsoft.ML;
using MLExtensions.Data;

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
        var ml = new MLContext(seed: 0);
        IDataView scored = ml.Data.Cache(scorer.Predict(Scorer.Steps(model), heldOut, out _));
        scorer.RequireSense(scored);
        double score = scorer.Evaluate(scored, perClass: false).Value;
        int rows = RowCount.Of(scored);
        return new HeldOutEstimate(scorer.Metric, score, rows < Groups ? double.NaN : Jackknife(scorer, scored, rows), rows);
    }

    private static double Jackknife(Scorer scorer, IDataView scored, int rows)
    {
        int[] groups = [.. Enumerable.Range(0, rows).Select(row => row % Groups)];
        new Random(0).Shuffle(groups);
        double[] scores = [.. Enumerable.Range(0, Groups).Select(left =>
            scorer.Evaluate(new RowSubset(scored, Array.ConvertAll(groups, group => group != left)), perClass: false).Value)];
        double mean = scores.Average();
        return Math.Sqrt((Groups - 1.0) / Groups * scores.Sum(score => (score - mean) * (score - mean)));
    }
}
