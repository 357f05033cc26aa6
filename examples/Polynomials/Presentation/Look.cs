using ScottPlot;

namespace Polynomials.Presentation;

/// <summary>The colours of what is drawn.</summary>
internal static class Look
{
    public static Color Curve { get; } = Color.FromHex("#C8452D");

    public static Color Before { get; } = Color.FromHex("#2F6DB5");

    public static Color Truth { get; } = Color.FromHex("#1B7F5C");
}
