using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>Ten λ at once, beside each alone: softmax regression from the data view to the models.</summary>
internal static class StackTable
{
    private const int Fits = 5;

    /// <summary>From 0.1 to 100, three to a power of ten.</summary>
    private static readonly double[] _penalties = [.. Enumerable.Range(0, 10).Select(i => Math.Pow(10, i / 3.0 - 1))];

    private static readonly ExampleColumns _columns = new(LabelKind.Key, "Label", "Features", exampleWeightColumnName: null);
    private static readonly DescentSettings _settings = new() { NumberOfThreads = Environment.ProcessorCount };

    /// <param name="dataSets">Those to run; none means all.</param>
    /// <returns>0, or 2 if a data set is not known.</returns>
    public static int Print(string[] dataSets)
    {
        if (PeerData.Choose(dataSets) is not { } names)
            return 2;

        var each = new MarkdownTable(["data set"], ["λ", "alone, s", "passes", "objective", "at once: passes", "objective", "difference"]);
        var all = new MarkdownTable(["data set"], ["at once, s", "one alone, mean, s", "times as long", "λ = 1 alone, s", "times as long"]);
        foreach (string name in names)
            if (PeerData.Load(name) is { } data)
                Add(each, all, data.Training);
            else
                Console.Error.WriteLine($"{name} skipped: it is in ../shared/data, which is not there");
        Console.WriteLine(Machine.Line);
        all.Print();
        each.Print();
        return 0;
    }

    private static void Add(MarkdownTable each, MarkdownTable all, ReferenceData data)
    {
        IDataView view = PeerTable.Cached(data);
        MedianTime.Of(() => Alone(1), Fits);
        var alone = Array.ConvertAll(_penalties, penalty => MedianTime.Of(() => Alone(penalty), Fits));
        double one = MedianTime.Of(() => Alone(1), Fits).Seconds;
        (double atOnce, StackResult[] results) = MedianTime.Of(() => new StackedDescent(_settings, _penalties).Minimize(Read(0)), Fits);
        for (int i = 0; i < _penalties.Length; i++)
        {
            (double seconds, LinearDescentResult result) = alone[i];
            var objective = new ReferenceOptimum(data.Name, ReferenceObjective.Softmax, _penalties[i], "", double.NaN);
            double reached = ObjectiveValue.Of(
                objective, data, results[i].Model.PreciseWeights(), Array.ConvertAll(results[i].Model.Biases, bias => (double)bias));
            each.Add(
                $"{data.Name}", $"{_penalties[i]:G3}", $"{seconds:F3}", $"{result.Outcome.Epochs}", $"{result.Objective:F2}",
                $"{results[i].Outcome.Epochs}", $"{reached:F2}", $"{reached / result.Objective - 1:P3}");
        }

        double mean = alone.Average(run => run.Seconds);
        all.Add($"{data.Name}", $"{atOnce:F3}", $"{mean:F3}", $"{atOnce / mean:F1}", $"{one:F3}", $"{atOnce / one:F1}");

        LinearDescentResult Alone(double penalty) => new LinearDescent(_settings).Minimize(Read(penalty));

        LinearProblem<int> Read(double penalty)
        {
            using IChannel channel = ((IHostEnvironment)new MLContext(seed: 1)).Register(nameof(StackTable)).Start("Reading");
            LabeledExamples<int> examples = ExampleReader.ReadClasses(
                view, _columns, channel, _settings.NumberOfThreads, out int classes, CancellationToken.None);
            return new LinearProblem<int>(
                examples.Features, examples.Targets, examples.Weights, classes, new SoftmaxLoss<float>(), penalty);
        }
    }
}
