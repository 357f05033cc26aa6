namespace MLExtensions.Trainers;

/// <summary>How far training is, reported after each pass over the data.</summary>
/// <param name="Epoch">Passes over the data done.</param>
/// <param name="Objective">
/// λ‖W‖² + Σᵢ wᵢ·ℓᵢ, the function that training minimises; during the minibatch epochs estimated from the batches while
/// the weights move, and for the SVM's last part with the kinks of its loss smoothed.
/// </param>
/// <param name="StepSize">The last step size, of Adam in the minibatch epochs and of the quasi-Newton line search after them.</param>
/// <param name="Elapsed">Time since training began, reading the data included.</param>
public readonly record struct TrainingProgress(int Epoch, double Objective, double StepSize, TimeSpan Elapsed);
