using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Metrics;

/// <summary>Rows whose labels are text, and the two places where these can be mapped to keys.</summary>
internal static class NamedRows
{
    public static SweepParameter<float> Lambda { get; } = SweepParameter.L2Regularization(0.01f, 1f, count: 2);

    public static IDataView View(string[] labels, float[][] features) => new MemoryView(labels.Length)
        .AddText("Name", row => labels[row])
        .AddVectors("Features", NumberDataViewType.Single, features[0].Length, row => features[row]);

    /// <summary>Some classes far from each other, and nine rows that are each the only one of their class.</summary>
    public static IDataView WithRareClasses() => View(
        [.. Enumerable.Range(0, 90).Select(i => $"c{i % 3}"), .. Enumerable.Range(0, 9).Select(i => $"rare{i}")],
        [.. Enumerable.Range(0, 90).Select(i => (float[])[10f * (i % 3) + i * 37 % 11 * 0.1f, i * 53 % 7 * 0.1f]), .. Enumerable.Repeat((float[])[5, 5], 9)]);

    /// <summary>Three classes far from each other, some of whose rows may lack a feature.</summary>
    public static IDataView Far(int rows, params int[] lacking) => View(
        [.. Enumerable.Range(0, rows).Select(i => $"c{i % 3}")],
        [.. Enumerable.Range(0, rows).Select(i => (float[])[lacking.Contains(i) ? float.NaN : 10f * (i % 3) + i * 37 % 11 * 0.1f, i * 53 % 7 * 0.1f])]);

    public static SweepResult Sweep(IDataView rows, bool mappedBefore, MulticlassMetric metric, Action<MulticlassSweepOptions>? set = null)
    {
        var ml = new MLContext(seed: 1);
        ValueToKeyMappingEstimator map = ml.Transforms.Conversion.MapValueToKey("Label", "Name");
        SweepPipeline train = SweepPipeline.Create((context, values) => context.MulticlassClassification.Trainers.SoftmaxRegression(
            new SoftmaxRegressionTrainer.Options { L2Regularization = values.Get(Lambda), Seed = 1 }));
        var options = new MulticlassSweepOptions { Seed = 1, Metric = metric };
        set?.Invoke(options);
        return ml.MulticlassClassification.Sweep(
            mappedBefore ? map.Fit(rows).Transform(rows) : rows,
            mappedBefore ? train : map.Append((context, values) => context.MulticlassClassification.Trainers.SoftmaxRegression(
                new SoftmaxRegressionTrainer.Options { L2Regularization = values.Get(Lambda), Seed = 1 })),
            SweepSearch.Grid(Lambda), options);
    }
}
