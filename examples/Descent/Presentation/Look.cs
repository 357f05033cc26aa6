using ScottPlot;

namespace Descent.Presentation;

/// <summary>What all figures look like.</summary>
internal static class Look
{
    public static Color Path { get; } = Color.FromHex("#C8452D");

    public static Color Ink { get; } = Color.FromHex("#3A3F47");

    public static Color Contour { get; } = Color.FromHex("#8FA9C4");

    public static Color Minimum { get; } = Color.FromHex("#1B7F5C");

    /// <summary>Labels a figure, in plain letters and a soft black.</summary>
    public static void Apply(Plot plot, string title, string x, string y)
    {
        plot.Title(title, size: 16);
        plot.XLabel(x, size: 13);
        plot.YLabel(y, size: 13);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Color(Ink);
    }
}
