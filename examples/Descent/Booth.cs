using MLExtensions;

namespace Descent;

/// <summary>Booth's function, (x + 2y − 7)² + (2x + y − 5)²: a bowl, nine times as steep across as along.</summary>
/// <remarks>
/// Its curvatures are 18 along (1, 1) and 2 along (1, −1), so gradient descent converges for steps below 2/18 = 0.111.
/// </remarks>
internal static class Booth
{
    /// <summary>Where it is 0.</summary>
    public static (double X, double Y) Minimum => (1, 3);

    /// <summary>The square that it is usually looked at in.</summary>
    public static FunctionAxis Axis { get; } = FunctionAxis.Linear(-10, 10);

    public static double Value(ReadOnlySpan<double> x)
    {
        double a = x[0] + 2 * x[1] - 7;
        double b = 2 * x[0] + x[1] - 5;
        return a * a + b * b;
    }

    public static double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double a = x[0] + 2 * x[1] - 7;
        double b = 2 * x[0] + x[1] - 5;
        gradient[0] = 2 * a + 4 * b;
        gradient[1] = 4 * a + 2 * b;
        return a * a + b * b;
    }
}
