using MLExtensions.Plots;
using ScottPlot;

namespace Polynomials.Presentation;

/// <summary>The colors of what is drawn.</summary>
internal static class Look
{
    public static Color Curve { get; } = FigureStyle.Red;

    public static Color Before { get; } = FigureStyle.Blue;

    public static Color Truth { get; } = FigureStyle.Green;
}
