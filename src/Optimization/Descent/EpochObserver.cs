namespace MLExtensions.Optimization.Descent;

/// <summary>Told after each pass over the data how far a minimizer is, and with which parameters.</summary>
/// <returns>Whether it is to go on.</returns>
internal delegate bool EpochObserver<T>(EpochReport report, ReadOnlySpan<T> parameters);
