using System.Diagnostics;

namespace MLExtensions.Benchmarks.Scale;

/// <summary>How softmax regression scales, on made-up data.</summary>
internal static class ScaleTables
{
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(3);

    private static readonly IReadOnlyDictionary<string, Action> _tables = new Dictionary<string, Action>
    {
        ["rows"] = new GrowthTable("rows", "20 columns, 5 classes", [1_000, 10_000, 100_000, 1_000_000],
            rows => PlantedExamples.Dense(rows, columns: 20, classes: 5, seed: 1)).Print,
        ["columns"] = new GrowthTable("columns", "20,000 rows, 5 classes", [16, 32, 64, 128, 256, 512, 1_024],
            columns => PlantedExamples.Dense(rows: 20_000, columns, classes: 5, seed: 1)).Print,
        ["classes"] = new GrowthTable("classes", "20,000 rows, 64 columns", [2, 4, 8, 16, 32, 64, 128],
            classes => PlantedExamples.Dense(rows: 20_000, columns: 64, classes, seed: 1)).Print,
        ["entries"] = new GrowthTable("non-zeros in a row", "100,000 rows, 50,000 columns, 20 classes", [15, 30, 60, 120],
            entries => PlantedExamples.Sparse(new SparseShape(Rows: 100_000, Columns: 50_000, entries), classes: 20, seed: 1)).Print,
        ["sdca"] = SdcaComparison.Print,
    };

    /// <param name="names">The tables to print; none means all.</param>
    /// <returns>0, or 2 if a table is not known.</returns>
    public static int Print(string[] names)
    {
        if (names.Except(_tables.Keys).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"no table '{unknown}'; there are {string.Join(", ", _tables.Keys)}");
            return 2;
        }

        WarmUp();

        Console.WriteLine(Machine.Line);
        foreach (string name in names.Length == 0 ? _tables.Keys : names)
            _tables[name]();
        return 0;
    }

    /// <summary>Code is compiled, and compiled better, for some seconds, which are not to count in the smallest trainings.</summary>
    private static void WarmUp()
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < _warmUp)
        {
            ScaleRun.Execute(PlantedExamples.Dense(rows: 2_000, columns: 20, classes: 5, seed: 1), l2Regularization: 1);
            ScaleRun.Execute(PlantedExamples.Dense(rows: 2_000, columns: 32, classes: 5, seed: 1), l2Regularization: 1);
        }
    }
}
