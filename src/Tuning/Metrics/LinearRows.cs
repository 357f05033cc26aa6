using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Data;
using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Tuning;

/// <summary>Rows in memory, to score many linear classifiers on.</summary>
internal sealed class LinearRows
{
    private const int RowsAtOnce = 64;

    private readonly DenseMatrix _features;
    private readonly int[] _targets;
    private readonly ClassNames _names;

    private LinearRows(DenseMatrix features, int[] targets, ClassNames names) =>
        (_features, _targets, _names) = (features, targets, names);

    /// <summary>Reads the rows.</summary>
    /// <returns>Null where ML.NET would see other rows than these: some lack a label or a feature, or are weighted; or where they are sparse.</returns>
    public static LinearRows? Read(IDataView data, ExampleColumns columns, IHost host, int numberOfThreads, CancellationToken cancellationToken)
    {
        if (columns.Weight is not null)
            return null;
        using IChannel channel = host.Start("Scoring");
        LabeledExamples<int> examples = ExampleReader.ReadClasses(data, columns, channel, numberOfThreads, out _, cancellationToken);
        return examples.Features is DenseMatrix dense && dense.Rows == RowCount.Of(data)
            ? new LinearRows(dense, examples.Targets, ClassNames.Of(data.Schema[columns.Label]))
            : null;
    }

    /// <summary>The name of a class, from 0.</summary>
    public string NameOf(int k) => _names[k];

    /// <summary>How good a model's scores are.</summary>
    public MulticlassTally Tally(LinearMulticlassModelParametersBase model, int topK, bool takesProbabilities)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int classes);
        float[] flat = [.. weights.SelectMany(row => row.DenseValues())];
        float[] biases = [.. model.GetBiases()];
        var tally = new MulticlassTally(classes, topK, takesProbabilities);
        var rows = new int[RowsAtOnce];
        var scores = new float[RowsAtOnce * classes];
        for (int start = 0; start < _features.Rows; start += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, _features.Rows - start);
            for (int i = 0; i < count; i++)
                rows[i] = start + i;
            DenseProducts.Score(_features, rows.AsSpan(0, count), flat, biases, scores.AsSpan(0, count * classes));
            tally.Add(scores.AsSpan(0, count * classes), _targets.AsSpan(start, count));
        }

        return tally;
    }
}
