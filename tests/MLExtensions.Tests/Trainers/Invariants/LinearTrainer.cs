namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>The linear trainers, ridge by each of its solvers.</summary>
public enum LinearTrainer
{
    Softmax,
    Svm,
    RidgeExact,
    RidgeDescent,
}
