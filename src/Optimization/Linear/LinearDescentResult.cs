namespace MLExtensions.Optimization.Linear;

/// <summary>What minimising a linear problem ended with.</summary>
/// <param name="Model">The weights and biases in the user's units.</param>
/// <param name="Objective">λ‖W‖² + Σᵢ wᵢ · ℓᵢ at the model, for the loss itself and not an approximation of it.</param>
/// <param name="Epochs">Passes over the data made.</param>
/// <param name="Converged">False if the passes were used up first.</param>
internal sealed record LinearDescentResult(LinearModel Model, double Objective, int Epochs, bool Converged);
