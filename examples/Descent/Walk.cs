using MLExtensions;

namespace Descent;

/// <summary>A descent of Booth's function.</summary>
/// <param name="Name">What led it.</param>
/// <param name="Path">Where it went.</param>
internal sealed record Walk(string Name, DescentPath Path)
{
    private const double Near = 0.05;

    /// <summary>How far from the minimum it ended.</summary>
    public double Distance => double.Hypot(Path.Last.X[0] - Booth.Minimum.X, Path.Last.X[1] - Booth.Minimum.Y);

    /// <summary>What became of it, in a word or two.</summary>
    public string Ending =>
        Path.Diverged || Path.Last.Value > Path.Points[0].Value ? "diverges"
        : Distance < Near ? "settles"
        : TurnsBack ? "oscillates"
        : "falls short";

    /// <summary>Whether the last step went back on the one before.</summary>
    private bool TurnsBack
    {
        get
        {
            var (a, b, c) = (Path.Points[^3].X, Path.Points[^2].X, Path.Points[^1].X);
            return (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0;
        }
    }
}
