using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks.Scale;

/// <summary>Sparse rows: how long SDCA takes, and how long we take to an objective as low.</summary>
internal static class SdcaComparison
{
    private const float L2Regularization = 0.5f;
    private const int Classes = 20;

    private static readonly SparseShape _shape = new(Rows: 100_000, Columns: 50_000, Entries: 60);

    // Few passes by default: it ends at a duality gap of 10 %, or else after a number chosen by the size of the data.
    private static readonly (string Settings, int? Iterations, float? Tolerance)[] _sdca =
        [("l1 = 0, l2 = 2λ/n", null, null), ("the same, 100 passes", 100, 1e-4f)];

    public static void Print()
    {
        ReferenceData data = PlantedExamples.Sparse(_shape, Classes, seed: 1);
        var view = MemoryRows.Of(data);
        Console.Error.WriteLine("SoftmaxRegression");
        ScaleRun ours = ScaleRun.Execute(data, L2Regularization);
        double reached = Objective(data, ours.Model);

        var table = new MarkdownTable(["trainer", "settings"], ["seconds", "objective", "ours to there", "times faster", "ours to the end", "times faster"]);
        foreach ((string settings, int? iterations, float? tolerance) in _sdca)
        {
            Console.Error.WriteLine($"SdcaMaximumEntropy, {settings}");
            (double seconds, LinearWeights model) = Fit(view, iterations, tolerance);
            double objective = Objective(data, model);
            double? there = ours.Reports.Where(report => report.Objective <= objective).Select(report => (double?)report.Elapsed.TotalSeconds).FirstOrDefault();
            table.Add(
                $"SdcaMaximumEntropy", $"{settings}", $"{seconds:F2}", $"{objective:F1}", $"{there:F2}", $"{seconds / there:F1}", $"{ours.Seconds:F2}", $"{seconds / ours.Seconds:F1}");
        }

        table.Add($"**SoftmaxRegression**", $"λ = {L2Regularization}", $"{ours.Seconds:F2}", $"{reached:F1}", $"", $"", $"", $"");
        table.Print();
    }

    private static (double Seconds, LinearWeights Model) Fit(IDataView view, int? iterations, float? tolerance)
    {
        var options = new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = 2 * L2Regularization / _shape.Rows,
            MaximumNumberOfIterations = iterations,
        };
        options.ConvergenceTolerance = tolerance ?? options.ConvergenceTolerance;
        SdcaMaximumEntropyMulticlassTrainer trainer = new MLContext(seed: 1).MulticlassClassification.Trainers.SdcaMaximumEntropy(options);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        object model = trainer.Fit(view).Model;
        return (watch.Elapsed.TotalSeconds, LinearWeights.Of(model));
    }

    private static double Objective(ReferenceData data, LinearWeights model) => ObjectiveValue.Of(
        new ReferenceOptimum(data.Name, ReferenceObjective.Softmax, L2Regularization, "made up", double.NaN), data, model.Weights, model.Biases);
}
