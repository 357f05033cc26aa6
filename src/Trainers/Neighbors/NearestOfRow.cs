using MLExtensions.Neighbors;

namespace MLExtensions.Trainers.Neighbors;

/// <summary>The nearest neighbours of the row at hand, the nearest first; none if it has a feature that is no number.</summary>
internal delegate ReadOnlySpan<Neighbor> NearestOfRow();
