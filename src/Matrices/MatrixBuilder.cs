namespace MLExtensions.Matrices;

/// <summary>Collects rows, dense or sparse ones, in the form in which one kind of matrix stores them.</summary>
internal abstract class MatrixBuilder
{
    public abstract int Rows { get; }

    /// <summary>Appends a row.</summary>
    public abstract void Add(ReadOnlySpan<float> row);

    /// <summary>Appends a row.</summary>
    /// <param name="indices">The columns of the entries, increasing.</param>
    /// <param name="values">The entries; all others are zero.</param>
    public abstract void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values);

    /// <summary>
    /// Appends all rows to another builder, letting go of each chunk once its rows are there, so that the two never hold
    /// more than one chunk twice. This builder is of no use afterwards.
    /// </summary>
    public abstract void MoveTo(MatrixBuilder target);

    public abstract FeatureMatrix Build();
}
