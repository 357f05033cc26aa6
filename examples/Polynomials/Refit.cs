namespace Polynomials;

/// <summary>A curve before and after its sample changed.</summary>
internal sealed record Refit(Curve Before, Curve After)
{
    /// <summary>The largest distance between the two.</summary>
    public double Largest => Gaps.Max();

    /// <summary>The root mean square of the distance.</summary>
    public double RootMeanSquare => Math.Sqrt(Gaps.Average(gap => gap * gap));

    private IEnumerable<double> Gaps => Curve.Grid.Select(x => Math.Abs(After.Value(x) - Before.Value(x)));
}
