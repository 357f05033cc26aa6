namespace MLExtensions.Neighbors;

/// <summary>A known row, seen from a query.</summary>
/// <param name="ReducedDistance">What orders the known rows by distance, such as its square.</param>
/// <param name="Row">The number of the row. Of two at the same distance the first row is the nearer.</param>
internal readonly record struct Neighbor(double ReducedDistance, int Row) : IComparable<Neighbor>
{
    public bool IsNearerThan(Neighbor other) => ReducedDistance < other.ReducedDistance || (ReducedDistance == other.ReducedDistance && Row < other.Row);

    public int CompareTo(Neighbor other) => ReducedDistance != other.ReducedDistance ? ReducedDistance.CompareTo(other.ReducedDistance) : Row.CompareTo(other.Row);
}
