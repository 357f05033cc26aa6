using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>Adds up scored rows, to the metrics of ML.NET's evaluator of regressions, in double precision.</summary>
/// <remarks>Rows without a label or an answer are left out. What there are no rows for is NaN.</remarks>
internal sealed class RegressionTally
{
    private readonly double _weight;
    private readonly double _absolute;
    private readonly double _squared;
    private readonly double _aroundMean;

    public RegressionTally(ScoredNumbers rows)
    {
        int[] counted = [.. Enumerable.Range(0, rows.Count).Where(row => rows.IsLabeled(row) && rows.IsAnswered(row) && rows.Weight(row) > 0)];
        double sum = 0;
        foreach (int row in counted)
        {
            double weight = rows.Weight(row);
            double error = rows.Scores[row] - rows.Labels[row];
            _weight += weight;
            _absolute += weight * Math.Abs(error);
            _squared += weight * error * error;
            sum += weight * rows.Labels[row];
        }

        double mean = sum / _weight;
        foreach (int row in counted)
            _aroundMean += rows.Weight(row) * (rows.Labels[row] - mean) * (rows.Labels[row] - mean);

        // The mean of equal numbers may be rounded.
        if (Array.TrueForAll(counted, row => rows.Labels[row] == rows.Labels[counted[0]]))
            _aroundMean = 0;
    }

    public double MeanAbsoluteError => _absolute / _weight;

    public double MeanSquaredError => _squared / _weight;

    public double RootMeanSquaredError => Math.Sqrt(MeanSquaredError);

    /// <summary>1 − Σw (y − s)² / Σw (y − ȳ)²; NaN where all labels are equal.</summary>
    public double RSquared => _aroundMean > 0 ? 1 - _squared / _aroundMean : double.NaN;
}
