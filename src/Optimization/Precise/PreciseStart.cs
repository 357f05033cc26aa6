using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Precise;

/// <summary>A model in single precision for a descent in double precision to begin from.</summary>
/// <param name="Model">The model, in the user's units.</param>
/// <param name="Epochs">Passes over the data that it took.</param>
internal sealed record PreciseStart(LinearModel Model, int Epochs)
{
    /// <summary>The slopes of an example's hinges, a class each, where they are known.</summary>
    public Func<int, ReadOnlySpan<float>>? Slopes { get; init; }

    /// <summary>What the minimum is not below.</summary>
    public double LowerBound { get; init; }
}
