namespace MLExtensions.Neighbors;

/// <summary>A known row, seen from a query.</summary>
/// <param name="Rank">What orders the known rows by distance, such as its square.</param>
/// <param name="Row">The number of the row. Of two at the same distance the first row is the nearer.</param>
internal readonly record struct Neighbor(double Rank, int Row) : IComparable<Neighbor>
{
    public bool IsNearerThan(Neighbor other) => Rank < other.Rank || (Rank == other.Rank && Row < other.Row);

    public int CompareTo(Neighbor other) => Rank != other.Rank ? Rank.CompareTo(other.Rank) : Row.CompareTo(other.Row);
}
