using MLExtensions.Plots;
using ScottPlot;

namespace Descent.Presentation;

/// <summary>The colors of what is drawn.</summary>
internal static class Look
{
    public static Color Path { get; } = FigureStyle.Red;

    public static Color Minimum { get; } = FigureStyle.Green;
}
