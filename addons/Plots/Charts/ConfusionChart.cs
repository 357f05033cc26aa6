using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace MLExtensions.Plots;

/// <summary>A confusion matrix as colors and counts.</summary>
internal static class ConfusionChart
{
    /// <summary>So many classes have room for their counts.</summary>
    private const int MostWithText = 20;

    /// <summary>From the middle of a cell to its side; a thin gap is left between two.</summary>
    private const double Half = 0.485;

    /// <summary>The share of a class from which on its cell is dark.</summary>
    private const double Dark = 0.5;

    public static Plot Of(ConfusionCounts confusion)
    {
        int classes = confusion.Classes.Count;
        int rows = confusion.Counts.Sum(row => row.Sum()), right = Enumerable.Range(0, classes).Sum(k => confusion.Counts[k][k]);
        var plot = new Plot();
        FigureStyle.Label(
            plot, string.Create(CultureInfo.InvariantCulture, $"Confusion matrix, {right:N0} of {rows:N0} rows right"), "Predicted", "Label");
        plot.HideGrid();
        plot.Axes.Bottom.TickGenerator = Ticks(confusion.Classes, up: false);
        plot.Axes.Left.TickGenerator = Ticks(confusion.Classes, up: true);
        plot.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        for (int own = 0; own < classes; own++)
        {
            int all = confusion.Counts[own].Sum();
            for (int taken = 0; taken < classes; taken++)
                AddCell(plot, taken, classes - 1 - own, confusion.Counts[own][taken], all, own == taken, classes <= MostWithText);
        }

        return plot;
    }

    private static void AddCell(Plot plot, double x, double y, int count, int all, bool isRight, bool hasText)
    {
        double share = all == 0 ? 0 : (double)count / all;
        Color full = isRight ? FigureStyle.Blue : FigureStyle.Red;
        Rectangle cell = plot.Add.Rectangle(x - Half, x + Half, y - Half, y + Half);
        cell.LineWidth = 0;

        // A few errors among many rows are to be seen, too.
        double shade = isRight ? share : Math.Sqrt(share);
        cell.FillColor = Colors.White.MixedWith(full, 0.04 + 0.96 * shade);
        if (!hasText || count == 0)
            return;
        Text text = plot.Add.Text(count.ToString("N0", CultureInfo.InvariantCulture), x, y);
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelFontSize = 12;
        text.LabelFontColor = shade > Dark ? Colors.White : FigureStyle.Ink;
    }

    private static NumericManual Ticks(IReadOnlyList<string> classes, bool up) => new(
        [.. Enumerable.Range(0, classes.Count).Select(k => (double)(up ? classes.Count - 1 - k : k))], [.. classes]);
}
