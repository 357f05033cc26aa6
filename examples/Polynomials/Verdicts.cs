using MLExtensions;

namespace Polynomials;

/// <summary>A word for the errors of a fit beside the best.</summary>
/// <remarks>
/// A few points tell too little for <see cref="SweepResult.Diagnose"/>, which speaks of what is more than chance; for a picture of
/// what over- and underfitting look like the means will do.
/// </remarks>
internal static class Verdicts
{
    /// <summary>A validation error that exceeds the best by a smaller share is as good.</summary>
    private const double Leeway = 0.2;

    /// <summary>
    /// Worse on points left out, a curve is either too stiff to follow even the points it was fitted to, or follows them too
    /// closely.
    /// </summary>
    public static string Of(SweepTrial trial, SweepTrial best) =>
        trial.Validation.Mean <= (1 + Leeway) * best.Validation.Mean ? "fits"
        : trial.Training.Mean > best.Training.Mean ? "underfits"
        : "overfits";
}
