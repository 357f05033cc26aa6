using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Plots;

/// <summary>A curve for each fold, and their mean, both axes from 0 to 1.</summary>
internal static class FoldCurves
{
    /// <summary>Places from left to right at which the mean is taken.</summary>
    private const int Places = 201;

    /// <summary>Beyond the axes, so that lines along them are seen whole.</summary>
    private const double Margin = 0.02;

    private const double Rounding = 1e-12;

    public static Plot OfRoc(ThresholdCurve curve)
    {
        // Where one false positive rate has several recalls, the mean has the highest.
        Coordinates[][] folds = Lines(curve, point => new Coordinates(point.FalsePositiveRate, point.Recall));
        double[] areas = Array.ConvertAll(folds, Area);
        Plot plot = Draw("Receiver operating characteristic", "False positive rate", "Recall", folds, RecallAt, MeanName(areas));
        AddGuess(plot, new Coordinates(0, 0), new Coordinates(1, 1));
        return plot;
    }

    public static Plot OfPrecisionRecall(ThresholdCurve curve)
    {
        Coordinates[][] folds = Lines(curve, point => new Coordinates(point.Recall, point.Precision));
        Plot plot = Draw("Precision and recall", "Recall", "Precision", folds, PrecisionAt, "Mean of the folds");
        double share = curve.Points[^1].Precision;
        AddGuess(plot, new Coordinates(0, share), new Coordinates(1, share));
        return plot;
    }

    private static Coordinates[][] Lines(ThresholdCurve curve, Func<DecisionThreshold, Coordinates> place) =>
        [.. curve.Folds.Where(HasBoth).Select(fold => fold.Select(place).ToArray())];

    private static bool HasBoth(IReadOnlyList<DecisionThreshold> fold) => fold[0] is { FalseNegatives: > 0, TrueNegatives: > 0 };

    private static Plot Draw(
        string title, string x, string y, Coordinates[][] folds, Func<Coordinates[], double, double> at, string meanName)
    {
        var plot = new Plot();
        FigureStyle.Label(plot, title, x, y);
        plot.Axes.Bottom.TickGenerator = FigureAxis.OfShares(x).Ticks;
        plot.Axes.Left.TickGenerator = FigureAxis.OfShares(y).Ticks;
        plot.Axes.SetLimits(-Margin, 1 + Margin, -Margin, 1 + Margin);
        foreach (Coordinates[] fold in folds)
            Add(plot, fold, FigureStyle.Soft, width: 1, fold == folds[0] ? "Fold" : "");
        Coordinates[] mean = [.. Enumerable.Range(0, Places).Select(i => i / (Places - 1.0))
            .Select(place => new Coordinates(place, folds.Average(fold => at(fold, place))))];
        Add(plot, mean, FigureStyle.Blue, width: 3, meanName);
        FigureStyle.ShowLegendBelow(plot);
        return plot;
    }

    private static Scatter Add(Plot plot, Coordinates[] points, Color color, float width, string name)
    {
        Scatter line = plot.Add.ScatterLine(points, color);
        line.LineWidth = width;
        line.LegendText = name;
        return line;
    }

    private static void AddGuess(Plot plot, Coordinates from, Coordinates to) =>
        Add(plot, [from, to], FigureStyle.Ink, width: 1, "Guess").LinePattern = LinePattern.Dashed;

    /// <summary>Between two points the line, as the area under it has it.</summary>
    private static double RecallAt(Coordinates[] line, double falsePositiveRate)
    {
        int last = Array.FindLastIndex(line, point => point.X <= falsePositiveRate);
        if (last + 1 >= line.Length)
            return line[^1].Y;
        Coordinates from = line[last], to = line[last + 1];
        return from.Y + (to.Y - from.Y) * (falsePositiveRate - from.X) / (to.X - from.X);
    }

    /// <summary>Thresholds that reach the recall may have a higher precision than the first that does.</summary>
    private static double PrecisionAt(Coordinates[] line, double recall) =>
        line.Where(point => point.X >= recall - Rounding).Select(point => point.Y).DefaultIfEmpty(line[^1].Y).Max();

    private static double Area(Coordinates[] line) => line.Zip(line.Skip(1)).Sum(pair => (pair.Second.X - pair.First.X) * (pair.Second.Y + pair.First.Y) / 2);

    private static string MeanName(double[] areas)
    {
        double mean = areas.Average();
        double standardError = Math.Sqrt(areas.Sum(area => (area - mean) * (area - mean)) / (areas.Length - 1) / areas.Length);
        string name = string.Create(CultureInfo.InvariantCulture, $"Mean of the folds, area {mean:F3}");
        return double.IsFinite(standardError) ? string.Create(CultureInfo.InvariantCulture, $"{name} ± {standardError:F3}") : name;
    }
}
