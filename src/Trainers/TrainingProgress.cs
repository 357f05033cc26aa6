namespace MLExtensions.Trainers;

/// <summary>How far training is, reported after each epoch.</summary>
/// <param name="Epoch">Passes over the data done, from 1.</param>
/// <param name="NumberOfEpochs">Passes planned.</param>
/// <param name="Objective">
/// λ‖W‖² + Σᵢ wᵢ·ℓᵢ, the function that training minimises, estimated from the batches of the epoch while the weights moved.
/// </param>
/// <param name="StepSize">The last step size of the epoch.</param>
/// <param name="Elapsed">Time since training began, reading the data included.</param>
public readonly record struct TrainingProgress(int Epoch, int NumberOfEpochs, double Objective, double StepSize, TimeSpan Elapsed);
