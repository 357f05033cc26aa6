using ScottPlot;

namespace Plotting;

/// <summary>What the figures of all examples look like.</summary>
internal static class FigureStyle
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Room for more than one dash in a legend.</summary>
    private const int SymbolWidth = 26;

    public static Color Ink { get; } = Color.FromHex("#3A3F47");

    public static Color Soft { get; } = Color.FromHex("#8FA9C4");

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

    /// <summary>A tick of an axis of logarithms to base 10.</summary>
    public static string PowerOfTen(double exponent)
    {
        int power = (int)Math.Round(exponent);
        return "10" + (power < 0 ? "⁻" : "") + string.Concat($"{Math.Abs(power)}".Select(digit => Superscripts[digit - '0']));
    }
}
