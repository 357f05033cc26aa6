using Microsoft.ML.Data;
using MLExtensions.Matrices;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Support;

/// <summary>The features of reference data, stored in the way asked for.</summary>
internal static class ReferenceMatrices
{
    public static FeatureMatrix ToMatrix(this ReferenceData data, bool sparse) => sparse ? Sparse(data) : Dense(data);

    private static DenseMatrix Dense(ReferenceData data)
    {
        var builder = new DenseMatrix.Builder(data.Columns);
        foreach (VBuffer<float> row in data.Features)
            row.CopyTo(builder.AddRow());
        return builder.Build();
    }

    private static SparseMatrix Sparse(ReferenceData data)
    {
        var builder = new SparseMatrix.Builder(data.Columns);
        foreach (VBuffer<float> row in data.Features)
        {
            foreach (KeyValuePair<int, float> entry in row.Items())
                builder.Add(entry.Key, entry.Value);
            builder.EndRow();
        }

        return builder.Build();
    }
}
