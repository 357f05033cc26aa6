using ScottPlot;

namespace MLExtensions.Plots;

/// <summary>What figures look like, those of the examples as well.</summary>
internal static class FigureStyle
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Room for more than one dash in a legend.</summary>
    private const int SymbolWidth = 26;

    public static Color Ink { get; } = Color.FromHex("#3A3F47");

    public static Color Soft { get; } = Color.FromHex("#8FA9C4");

    public static Color Red { get; } = Color.FromHex("#C8452D");

    public static Color Blue { get; } = Color.FromHex("#2F6DB5");

    public static Color Green { get; } = Color.FromHex("#1B7F5C");

    /// <summary>Labels a figure, in plain letters and a soft black.</summary>
    public static void Label(Plot plot, string title, string x, string y)
    {
        plot.Title(title, size: 16);
        plot.XLabel(x, size: 13);
        plot.YLabel(y, size: 13);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Soft.WithAlpha(0.25);
        plot.Legend.SymbolWidth = SymbolWidth;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
    }

    /// <summary>Puts the legend below the figure, from left to right.</summary>
    public static void ShowLegendBelow(Plot plot)
    {
        plot.ShowLegend(Edge.Bottom);
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.TightHorizontalWrapping = true;
    }

    /// <summary>A tick of an axis of logarithms to base 10.</summary>
    public static string PowerOfTen(double exponent)
    {
        int power = (int)Math.Round(exponent);
        return "10" + (power < 0 ? "⁻" : "") + string.Concat($"{Math.Abs(power)}".Select(digit => Superscripts[digit - '0']));
    }
}
