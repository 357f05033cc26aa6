using MLExtensions.Matrices;

namespace MLExtensions.Neighbors;

/// <summary>Takes up queries, some at a time, in the form in which a search wants them.</summary>
internal abstract class QueryBuffer
{
    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>Lets go of all.</summary>
    public abstract void Clear();

    /// <summary>Takes up a query.</summary>
    public abstract void Add(ReadOnlySpan<float> query);

    /// <summary>Takes up a query.</summary>
    /// <param name="indices">The columns of the entries, increasing.</param>
    /// <param name="values">The entries; all others are zero.</param>
    public abstract void Add(ReadOnlySpan<int> indices, ReadOnlySpan<float> values);

    /// <summary>The queries, a row each, until more are taken up or all are let go of.</summary>
    public abstract FeatureMatrix ToMatrix();
}
