namespace MLExtensions.Benchmarks;

/// <summary>A moment in a training.</summary>
/// <param name="Epoch">The pass over the data whose end it is counted from; 0 is the beginning.</param>
/// <param name="Delay">How long after.</param>
internal readonly record struct Moment(int Epoch, TimeSpan Delay);
