using MLExtensions.Neighbors;

namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>The nearest neighbors of the row at hand, the nearest first; none if it has a feature that is no number.</summary>
/// <param name="number">Another for each row, from 0; what has the same number as before is the same row.</param>
internal delegate ReadOnlySpan<Neighbor> NearestOfRow(out long number);
