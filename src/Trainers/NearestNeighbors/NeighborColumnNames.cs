namespace MLExtensions.Trainers.NearestNeighbors;

/// <summary>The columns that tell of the neighbors behind a prediction.</summary>
internal static class NeighborColumnNames
{
    public const string Distances = "NeighborDistances";
    public const string Ids = "NeighborIds";
}
