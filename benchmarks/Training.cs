namespace MLExtensions.Benchmarks;

/// <summary>Trains, always the same way.</summary>
internal delegate void Training(CancellationToken cancellationToken, IProgress<TrainingProgress> progress);
