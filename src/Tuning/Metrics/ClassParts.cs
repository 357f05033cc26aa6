using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>The classes of rows, by the keys of a column.</summary>
internal sealed class KeyLabels(DataViewSchema.Column column, ClassMap map) : IRowPart
{
    private readonly List<int> _classes = [];
    private ValueGetter<uint>? _get;

    public IEnumerable<DataViewSchema.Column> Columns => [column];

    /// <summary>The class of the row read last, or <see cref="ClassLabels.Missing"/>.</summary>
    public int Last => _classes[^1];

    public void Open(DataViewRowCursor cursor) => _get = cursor.GetGetter<uint>(column);

    public void Add()
    {
        uint key = 0;
        _get!(ref key);
        _classes.Add(map.ClassOf(key));
    }

    /// <summary>The classes of all rows read.</summary>
    /// <param name="source">What the labels were before they became keys.</param>
    public ClassLabels Resolve(LabelSource source) => map.Resolve([.. _classes], source);
}

/// <summary>The scores of all classes, row by row.</summary>
/// <param name="column">The column of the scores.</param>
/// <param name="labels">The row's own class, read before.</param>
/// <param name="kept">What to keep of them.</param>
internal sealed class ClassScores(DataViewSchema.Column column, KeyLabels labels, KeptScores kept) : IRowPart
{
    private readonly ScoredClassesBuilder _builder = new(kept);
    private ValueGetter<VBuffer<float>>? _get;
    private VBuffer<float> _scores;
    private float[] _dense = [];

    public IEnumerable<DataViewSchema.Column> Columns => [column];

    public void Open(DataViewRowCursor cursor) => _get = cursor.GetGetter<VBuffer<float>>(column);

    public void Add()
    {
        _get!(ref _scores);
        if (!_scores.IsDense)
        {
            Array.Resize(ref _dense, _scores.Length);
            _scores.CopyTo(_dense);
        }

        _builder.Add(_scores.IsDense ? _scores.GetValues() : _dense, labels.Last);
    }

    /// <summary>All rows read.</summary>
    public ScoredClasses Build(ClassLabels classes, double[]? weights) => _builder.Build(classes, weights);
}
