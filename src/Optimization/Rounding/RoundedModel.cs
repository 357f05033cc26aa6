using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Rounding;

/// <summary>A model in single precision, and what that has cost.</summary>
/// <param name="Model">The weights and biases in the user's units.</param>
/// <param name="Lost">
/// The share of what the model in double precision gains over W = 0 that its predictions in single precision have lost; 0 where
/// rounding is too small for it to have been measured, and NaN or infinite where there is no gain.
/// </param>
/// <param name="WorstColumns">Where that is much: the columns whose products are largest, the worst first.</param>
internal sealed record RoundedModel(LinearModel Model, double Lost, int[] WorstColumns)
{
    /// <summary>One that has been minimized in single precision, in which it is to stay.</summary>
    public static RoundedModel AsIs(LinearModel model) => new(model, Lost: 0, []);

    /// <summary>A share that the user is told of.</summary>
    public const double Much = 1e-3;
}
