using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks.Micro;

/// <summary>From a data view in memory to the matrix that is trained on. Counted are the bytes of that matrix.</summary>
public class ReadingBenchmarks : IRated
{
    private const int DenseRows = 50_000;
    private const int DenseColumns = 200;

    private static readonly SparseShape _sparse = new(Rows: 50_000, Columns: 50_000, Entries: 60);
    private static readonly ExampleColumns _columns = new(LabelKind.Key, "Label", "Features", exampleWeightColumnName: null);

    private readonly IChannelProvider _log = ((IHostEnvironment)new MLContext()).Register(nameof(ReadingBenchmarks));
    private IDataView _view = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params(false, true)]
    public bool Sparse { get; set; }

    public string Unit => "GB/s";

    /// <summary>A sparse entry takes its column beside its value.</summary>
    public double WorkPerOperation => Sparse
        ? (double)_sparse.Rows * _sparse.Entries * (sizeof(float) + sizeof(int))
        : (double)DenseRows * DenseColumns * sizeof(float);

    [GlobalSetup]
    public void SetUp()
    {
        ReferenceData data = Sparse
            ? PlantedExamples.Sparse(_sparse, classes: 2, seed: 1)
            : PlantedExamples.Dense(DenseRows, DenseColumns, classes: 2, seed: 1);
        _view = MemoryRows.Of(data);
    }

    [Benchmark]
    public object Read()
    {
        using IChannel channel = _log.Start("Reading");
        return ExampleReader.ReadClasses(_view, _columns, channel, Threads, out _, CancellationToken.None);
    }
}
