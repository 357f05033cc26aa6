namespace MLExtensions.Optimization.Linear;

/// <summary>What minimising a linear problem ended with.</summary>
/// <param name="Model">The weights and biases in the user's units.</param>
/// <param name="Epochs">Passes over the data made.</param>
/// <param name="Converged">False if the passes were used up first.</param>
internal sealed record LinearDescentResult(LinearModel Model, int Epochs, bool Converged);
