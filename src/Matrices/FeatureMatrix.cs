namespace MLExtensions.Matrices;

/// <summary>The features of all examples, one row each, in single precision.</summary>
internal abstract class FeatureMatrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>Stored entries, zeros included where the storage is dense.</summary>
    public abstract long StoredEntries { get; }

    /// <summary>The memory that they take.</summary>
    public abstract long Bytes { get; }

    /// <summary>‖x‖² of a row.</summary>
    public abstract double SquaredRowNorm(int row);

    /// <summary>A copy of some rows, in the order given.</summary>
    /// <param name="rows">Which.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public abstract FeatureMatrix Select(ReadOnlySpan<int> rows, CancellationToken cancellationToken);

    /// <summary>A copy of some rows, evenly spread over all.</summary>
    /// <param name="count">How many; all, if there are fewer.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public FeatureMatrix SelectEvenly(int count, CancellationToken cancellationToken)
    {
        int[] rows = [.. Enumerable.Range(0, Math.Min(count, Rows)).Select(i => (int)((long)i * Rows / Math.Min(count, Rows)))];
        return Select(rows, cancellationToken);
    }

    /// <summary>Writes a row, zeros included, in double precision.</summary>
    public abstract void CopyRow(int row, Span<double> target);

    /// <summary>The columns, zeros included, in double precision.</summary>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public double[][] ToColumns(CancellationToken cancellationToken = default)
    {
        var columns = new double[Columns][];
        for (int f = 0; f < columns.Length; f++)
            columns[f] = new double[Rows];
        var x = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CopyRow(i, x);
            for (int f = 0; f < x.Length; f++)
                columns[f][i] = x[f];
        }

        return columns;
    }

    /// <summary>Scores of consecutive rows in double precision: sᵢₖ = wₖ · xᵢ.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="weights">w, K rows of as many entries as there are columns.</param>
    /// <param name="scores">Receives s, rows × K; how long it is says how many rows there are.</param>
    public abstract void Multiply(int start, double[][] weights, Span<double> scores);

    /// <summary>Adds multiples of consecutive rows in double precision: tₖ ← tₖ + Σᵢ aᵢₖ xᵢ.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="factors">a, rows × K; how long it is says how many rows there are.</param>
    /// <param name="target">t, K rows of as many entries as there are columns.</param>
    public abstract void AddMultiples(int start, ReadOnlySpan<double> factors, double[][] target);
}
