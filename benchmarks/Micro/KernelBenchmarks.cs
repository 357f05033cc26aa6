using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using MLExtensions.Kernels;
using MLExtensions.Matrices;

namespace MLExtensions.Benchmarks.Micro;

/// <summary>
/// The two products of a batch of 128 dense rows, as training computes them, beside a TensorPrimitives call for each row and
/// output. The batch is the same each time, so the caches hold it; <c>kernels</c> goes through all of a data set.
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams, BenchmarkLogicalGroupRule.ByCategory)]
public class KernelBenchmarks : IRated
{
    private const int BatchSize = 128;
    private const string Scores = "scores";
    private const string Gradient = "gradient";

    private DenseMatrix _rows = null!;
    private int[] _batch = [];
    private float[] _weights = [];
    private float[] _biases = [];
    private float[] _scores = [];
    private float[] _gradient = [];

    public static IEnumerable<ProductShape> Shapes => [new(784, 10), new(64, 10), new(16, 26)];

    [ParamsSource(nameof(Shapes))]
    public ProductShape Shape { get; set; }

    public string Unit => "GFLOP/s";

    public double WorkPerOperation => 2.0 * BatchSize * Shape.Columns * Shape.Outputs;

    [GlobalSetup]
    public void SetUp()
    {
        _rows = MadeUpRows.Uniform(MadeUpRows.Rows, Shape.Columns);
        _batch = [.. Enumerable.Range(0, MadeUpRows.Rows)];
        new Random(1).Shuffle(_batch);
        _batch = _batch[..BatchSize];
        _weights = [.. Enumerable.Range(0, Shape.Outputs * Shape.Columns).Select(i => 0.01f * (i % 7 - 3))];
        _biases = new float[Shape.Outputs];
        _scores = [.. Enumerable.Range(0, BatchSize * Shape.Outputs).Select(i => 0.01f * (i % 5 - 2))];
        _gradient = new float[_weights.Length];
    }

    [Benchmark(Baseline = true), BenchmarkCategory(Scores)]
    public void PlainScores() => PlainProducts.Score(_rows, _batch, _weights, _biases, _scores);

    [Benchmark, BenchmarkCategory(Scores)]
    public void TiledScores() => DenseProducts.Score(_rows, _batch, _weights, _biases, _scores);

    [Benchmark(Baseline = true), BenchmarkCategory(Gradient)]
    public void PlainGradient() => PlainProducts.AddMultiples(_rows, _batch, _scores, _gradient, ColumnRange.All(_rows.Columns));

    [Benchmark, BenchmarkCategory(Gradient)]
    public void TiledGradient() => DenseProducts.AddMultiples(_rows, _batch, _scores, _gradient, ColumnRange.All(_rows.Columns));
}
