namespace Polynomials;

/// <summary>Root mean squared errors of a curve.</summary>
/// <param name="Training">On the points it was fitted to.</param>
/// <param name="Validation">On points it has not seen.</param>
internal sealed record Errors(double Training, double Validation)
{
    /// <summary>A validation error that exceeds the best by a smaller share is as good.</summary>
    private const double Leeway = 0.1;

    /// <summary>
    /// A word for these errors beside the best: worse on new points, a curve is either too stiff to follow even the points
    /// it was fitted to, or follows them too closely.
    /// </summary>
    public string Verdict(Errors best) =>
        Validation <= (1 + Leeway) * best.Validation ? "fits"
        : Training > best.Training ? "underfits"
        : "overfits";
}
