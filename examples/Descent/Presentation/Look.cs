using ScottPlot;

namespace Descent.Presentation;

/// <summary>The colours of what is drawn.</summary>
internal static class Look
{
    public static Color Path { get; } = Color.FromHex("#C8452D");

    public static Color Minimum { get; } = Color.FromHex("#1B7F5C");
}
