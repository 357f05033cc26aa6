using Microsoft.ML;
using Microsoft.ML.Data;
using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Plots;

/// <summary>How often rows are true, against the probability that they were given.</summary>
internal static class CalibrationChart
{
    private const double Margin = 0.02;

    public static Plot Of(IDataView predictions, string label, int bins)
    {
        PredictionColumns.Require(predictions, label, BooleanDataViewType.Instance);
        PredictionColumns.Require(predictions, "Probability", NumberDataViewType.Single);
        (float Probability, bool Label)[] rows = [.. predictions.GetColumn<float>("Probability").Zip(predictions.GetColumn<bool>(label))
            .Where(row => float.IsFinite(row.First)).OrderBy(row => row.First)];
        if (rows.Length < bins)
            throw new ArgumentException($"There are {rows.Length} rows with a probability, fewer than the {bins} bins that they are to be cut into.", nameof(predictions));

        var chart = new ScoreChart("Calibration", FigureAxis.OfShares("Probability given"), FigureAxis.OfShares("Share of rows that are true"));
        chart.Plot.Axes.SetLimits(-Margin, 1 + Margin, -Margin, 1 + Margin);
        Scatter diagonal = chart.AddLine("Calibrated", FigureStyle.Ink, [(0, 0), (1, 1)]);
        diagonal.LinePattern = LinePattern.Dashed;
        diagonal.LineWidth = 1;
        diagonal.MarkerSize = 0;

        List<(double, double)> points = [];
        for (int bin = 0; bin < bins; bin++)
        {
            (float Probability, bool Label)[] some = rows[(int)((long)bin * rows.Length / bins)..(int)((long)(bin + 1) * rows.Length / bins)];
            double probability = some.Average(row => (double)row.Probability), share = some.Count(row => row.Label) / (double)some.Length;
            double standardError = Math.Sqrt(share * (1 - share) / some.Length);
            points.Add((probability, share));
            chart.Plot.Add.Line(probability, share - standardError, probability, share + standardError).LineStyle = new LineStyle(2, FigureStyle.Soft);
        }

        chart.AddLine($"Bin of {rows.Length / bins:N0} rows, ± standard error", FigureStyle.Blue, points);
        FigureStyle.ShowLegendBelow(chart.Plot);
        return chart.Plot;
    }
}
