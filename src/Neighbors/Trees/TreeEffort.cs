namespace MLExtensions.Neighbors.Trees;

/// <summary>What a search in a tree took.</summary>
/// <param name="Boxes">Boxes whose distance was computed.</param>
/// <param name="Rows">Known rows that were measured.</param>
internal readonly record struct TreeEffort(long Boxes, long Rows);
