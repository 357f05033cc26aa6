namespace MLExtensions.Matrices;

/// <summary>The features of all examples, one row each, in single precision.</summary>
internal abstract class FeatureMatrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>Stored entries, zeros included where the storage is dense.</summary>
    public abstract long StoredEntries { get; }

    /// <summary>The mean over rows of ‖x‖².</summary>
    public abstract double MeanSquaredRowNorm();

    /// <summary>A copy of some rows, in the order given.</summary>
    public abstract FeatureMatrix Select(ReadOnlySpan<int> rows);
}
