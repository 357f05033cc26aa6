using System.Text;
using Microsoft.ML;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Predictions;
using MLExtensions.Tuning.Trials;
using MLExtensions.Views;

namespace MLExtensions;

/// <summary>How good a model is on data that had no part in its making.</summary>
public sealed record HeldOutEstimate
{
    private const int Groups = 10;
    private const int MostListed = 5;

    internal HeldOutEstimate(string metric, double score, double standardError, int rows, RowCounts heldOut, IReadOnlyList<string> unknownClasses)
    {
        Metric = metric;
        Score = score;
        StandardError = standardError;
        Rows = rows;
        HeldOut = heldOut;
        UnknownClasses = unknownClasses;
    }

    /// <summary>The name of the metric.</summary>
    public string Metric { get; }

    /// <summary>The score of the model, by the metric.</summary>
    public double Score { get; }

    /// <summary>
    /// The standard error of the score, by how much it would differ for other rows of the same kind: the jackknife over ten
    /// groups of rows, each left out once; NaN for fewer than ten rows. Source: Efron, The jackknife, the bootstrap and other
    /// resampling plans (1982), section 3.1.
    /// </summary>
    public double StandardError { get; }

    /// <summary>
    /// How many rows the score rests on. Rows without a label never count. Rows of a class that the model does not know, and rows
    /// that it gives no answer for, count as wrong for accuracies, and do not count for other metrics.
    /// </summary>
    public int Rows { get; }

    /// <summary>All rows that were to be scored, and how many of them were left out or count as wrong, and why.</summary>
    public RowCounts HeldOut { get; }

    /// <summary>The labels among the rows that the model knows no class for, such as those with a blank too many.</summary>
    public IReadOnlyList<string> UnknownClasses { get; }

    /// <summary>
    /// The metric, the score and its standard error; and how many rows were left out or count as wrong, and why.
    /// </summary>
    public override string ToString()
    {
        string score = double.IsNaN(StandardError) ? ScoreText.Of(Score, places: 4) : ScoreText.Of(Score, StandardError);
        string of = Rows == HeldOut.Rows ? "" : FormattableString.Invariant($" of {HeldOut.Rows:N0}");
        var text = new StringBuilder(FormattableString.Invariant($"{Metric} on {Rows:N0}{of} rows held out: {score}"));
        bool countAsWrong = Rows > HeldOut.Rows - HeldOut.WithoutLabel - HeldOut.OfUnknownClass - HeldOut.Unanswered;
        Append(HeldOut.WithoutLabel, "without a label", isWrong: false);
        Append(HeldOut.OfUnknownClass, $"of classes that the model does not know ({Listed()})", countAsWrong);
        Append(HeldOut.Unanswered, "that the model gives no answer for, as where a feature is missing,", countAsWrong);
        return text.ToString();

        void Append(int rows, string which, bool isWrong)
        {
            if (rows > 0)
                text.Append(FormattableString.Invariant($"; {rows:N0} {(rows == 1 ? "row" : "rows")} {which} {(isWrong ? rows == 1 ? "counts as wrong" : "count as wrong" : rows == 1 ? "is left out" : "are left out")}"));
        }
    }

    /// <exception cref="InvalidOperationException">
    /// The model's output cannot be evaluated, or there is no row to score.
    /// </exception>
    internal static HeldOutEstimate Of(Scorer scorer, ITransformer model, IDataView heldOut)
    {
        ScoredRows rows = scorer.Score(Scorer.Steps(model), StoredRows.Of(heldOut));
        RowCounts counts = rows.Counts;
        bool[] isScored = [.. Enumerable.Range(0, rows.Count).Select(row =>
            rows.IsLabeled(row) && (scorer.CountsUnanswered || (rows.IsKnown(row) && rows.IsAnswered(row))))];
        int scored = isScored.Count(row => row);
        if (scored == 0)
            throw new InvalidOperationException(counts.Rows == 0
                ? $"There is nothing to estimate {scorer.Metric} on: the data held out have no rows."
                : $"There is nothing to estimate {scorer.Metric} on. Held out are {counts}.");
        double score = scorer.Require(rows, "the data held out", perClass: false).Value;
        double standardError = scored < Groups ? double.NaN : Jackknife(scorer, rows, isScored);
        return new HeldOutEstimate(scorer.Metric, score, standardError, scored, counts, rows.UnknownClasses);
    }

    /// <summary>Only rows that are scored are dealt out, so that each group has as many.</summary>
    private static double Jackknife(Scorer scorer, ScoredRows rows, bool[] isScored)
    {
        int[] scored = [.. Enumerable.Range(0, isScored.Length).Where(row => isScored[row])];
        int[] dealt = [.. Enumerable.Range(0, scored.Length).Select(place => place % Groups)];
        new Random(0).Shuffle(dealt);
        var groups = new int[isScored.Length];
        for (int place = 0; place < scored.Length; place++)
            groups[scored[place]] = dealt[place];
        double[] scores = [.. Enumerable.Range(0, Groups).Select(left => scorer.Evaluate(
            rows.Weighted([.. groups.Select((group, row) => group == left ? 0 : rows.Weight(row))]), perClass: false).Value)];
        double mean = scores.Average();
        return Math.Sqrt((Groups - 1.0) / Groups * scores.Sum(score => (score - mean) * (score - mean)));
    }

    private string Listed()
    {
        string list = string.Join(", ", UnknownClasses.Take(MostListed).Select(name => $"'{name}'"));
        return UnknownClasses.Count <= MostListed ? list : FormattableString.Invariant($"{list} and {UnknownClasses.Count - MostListed:N0} more");
    }
}
