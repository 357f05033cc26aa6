using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Designs;

/// <summary>Columns too small to be told from 0.</summary>
internal static class NegligibleColumns
{
    /// <summary>Without the columns that single precision cannot tell from 0: their weights would be beyond it.</summary>
    public static SparseMatrix TakeOut(SparseMatrix features, CancellationToken cancellationToken)
    {
        var largest = new float[features.Columns];
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> indices = features.Indices(i);
            ReadOnlySpan<float> values = features.Values(i);
            for (int j = 0; j < indices.Length; j++)
                largest[indices[j]] = Math.Max(largest[indices[j]], Math.Abs(values[j]));
        }

        double resolution = SinglePrecision.Resolution(mean: 0);
        if (!largest.Any(value => value > 0 && value <= resolution))
            return features;
        var builder = new SparseMatrix.Builder(features.Columns);
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> indices = features.Indices(i);
            ReadOnlySpan<float> values = features.Values(i);
            for (int j = 0; j < indices.Length; j++)
                if (largest[indices[j]] > resolution)
                    builder.Add(indices[j], values[j]);
            builder.EndRow();
        }

        return (SparseMatrix)builder.Build();
    }
}
