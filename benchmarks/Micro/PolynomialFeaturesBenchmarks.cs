using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Reference;
using MLExtensions.Transforms;

namespace MLExtensions.Benchmarks.Micro;

/// <summary>
/// A row through <c>PolynomialFeatures</c> of degree 2, on one thread: 40 columns become 860, 64 become 2,144. Counted are the
/// bytes of the output; what a cursor allocates when it is made is spread over the rows.
/// </summary>
public class PolynomialFeaturesBenchmarks : IRated
{
    private const int Rows = 10_000;

    private ReferenceData _data = null!;
    private PolynomialRowExpander _expander = null!;
    private IDataView _expanded = null!;
    private VBuffer<float> _row;

    [Params(40, 64)]
    public int Columns { get; set; }

    public string Unit => "GB/s";

    public double WorkPerOperation => (Columns + Columns * (Columns + 1) / 2) * sizeof(float);

    [GlobalSetup]
    public void SetUp()
    {
        _data = PlantedExamples.Dense(Rows, Columns, classes: 2, seed: 1);
        _expander = new PolynomialRowExpander(new PolynomialLayout(Columns, degree: 2, interactionOnly: false, includeBias: false));
        IDataView view = MemoryRows.Of(_data);
        _expanded = new MLContext().Transforms.PolynomialFeatures("Features", degree: 2).Fit(view).Transform(view);
    }

    /// <summary>As a trainer reads the column.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Cursor()
    {
        DataViewSchema.Column features = _expanded.Schema["Features"];
        using DataViewRowCursor cursor = _expanded.GetRowCursor([features]);
        ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        while (cursor.MoveNext())
            getFeatures(ref _row);
    }

    /// <summary>The products alone.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Expander()
    {
        foreach (ref readonly VBuffer<float> row in _data.Features.AsSpan())
            _expander.Expand(in row, ref _row);
    }
}
