using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Benchmarks.Scale;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>The nearest neighbors of all test rows, from data view to predicted labels.</summary>
internal static class NeighborTable
{
    private const int Runs = 3;
    private const int Neighbors = 3;

    /// <summary>What takes longer is done only once.</summary>
    private const double LongSeconds = 20;

    private static readonly (string DataSet, string Features)[] _dataSets =
    [
        ("mnist", "pixels/255"), ("optdigits", "raw"), ("letter", "raw"), ("satimage", "raw"), ("trec", "as in the file"), ("r8", "as in the file"),
    ];

    /// <param name="dataSets">Those to run; none means all.</param>
    /// <returns>0, or 2 if a data set is not known.</returns>
    public static int Print(string[] dataSets)
    {
        if (dataSets.Except(_dataSets.Select(known => known.DataSet)).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"no data set '{unknown}'; there are {string.Join(", ", _dataSets.Select(known => known.DataSet))}");
            return 2;
        }

        double peak = Environment.ProcessorCount * PeakRate.Measure();
        var table = new MarkdownTable(
            ["data set", "known × features", "queries", "distance"], ["fit, s", "predict, s", "GFLOP/s", "of peak", "memory, × features", "accuracy"]);
        foreach ((string name, string features) in _dataSets.Where(known => dataSets.Length == 0 || dataSets.Contains(known.DataSet)))
        {
            var data = new ReferenceOptimum(name, ReferenceObjective.Softmax, Lambda: 1, features, double.NaN);
            ReferenceData? known = name == "mnist" ? ImageData.Load() : ReferenceData.IsAvailable(data) ? ReferenceData.Load(data) : null;
            ReferenceData? queries = name == "mnist" ? ImageData.LoadTest() : ReferenceData.LoadTest(data);
            if (known is null || queries is null)
                Console.Error.WriteLine($"{name} skipped: it is in ../shared/data, which is not there");
            else
                foreach (NeighborDistance distance in (NeighborDistance[])[NeighborDistance.Euclidean, NeighborDistance.Cosine, NeighborDistance.Manhattan])
                    Add(table, known, queries, distance, peak);
        }

        Console.WriteLine(Machine.Line);
        table.Print();
        NeighborTreeTable.Print();
        return 0;
    }

    private static void Add(MarkdownTable table, ReferenceData known, ReferenceData queries, NeighborDistance distance, double peak)
    {
        var ml = new MLContext(seed: 1);
        IDataView training = MemoryRows.Of(known);
        IDataView test = MemoryRows.Of(queries);
        NearestNeighborsTrainer trainer = ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: Neighbors, distance: distance);

        // The first of each only compiles the code, unless it takes long.
        using var memory = new PeakMemory();
        (double fitSeconds, NearestNeighborsTransformer model) = MedianTime.Of(() => trainer.Fit(training), runs: 1);
        (double seconds, uint[] labels) = MedianTime.Of(() => Predict(model, test), runs: 1);
        double bytes = memory.Stop();
        if (seconds < LongSeconds)
        {
            (fitSeconds, model) = MedianTime.Of(() => trainer.Fit(training), Runs);
            (seconds, labels) = MedianTime.Of(() => Predict(model, test), Runs);
        }

        long entries = known.Features.Sum(row => (long)row.GetValues().Length);
        bool isSparse = !known.Features[0].IsDense;
        double stored = entries * (isSparse ? sizeof(float) + sizeof(int) : sizeof(float));
        double rate = 2e-9 * entries * queries.Rows / seconds;
        bool isProduct = distance is NeighborDistance.Euclidean or NeighborDistance.Cosine && model.Model.SearchAlgorithm == NeighborSearchAlgorithm.BruteForce && !isSparse;
        table.Add(
            $"{known.Name}", $"{known.Rows:N0} × {known.Columns:N0}", $"{queries.Rows:N0}", $"{distance}",
            $"{fitSeconds:F3}", $"{seconds:F3}", $"{(isProduct ? rate : null):F0}", $"{(isProduct ? rate / peak : null):P0}", $"{bytes / stored:F2}",
            $"{labels.Where((label, i) => label == (uint)queries.Labels[i] + 1).Count() / (double)labels.Length:P2}");
    }

    private static uint[] Predict(NearestNeighborsTransformer model, IDataView data) => [.. model.Transform(data).GetColumn<uint>("PredictedLabel")];
}
