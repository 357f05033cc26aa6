using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;

namespace MLExtensions.Tuning.Metrics;

/// <summary>Reads the weights of rows, if they have any.</summary>
internal sealed class RowWeights : IRowPart
{
    private readonly DataViewSchema.Column? _column;
    private readonly List<double> _weights = [];
    private ValueGetter<float>? _get;
    private ValueGetter<DataViewRowId>? _getId;

    private RowWeights(DataViewSchema.Column? column) => _column = column;

    public IEnumerable<DataViewSchema.Column> Columns => _column is { } column ? [column] : [];

    /// <param name="schema">The schema.</param>
    /// <param name="name">The column of the weights; null where all weigh 1.</param>
    /// <exception cref="UnsuitableMetricException">There is no such column, or it is no Single.</exception>
    public static RowWeights Of(DataViewSchema schema, string? name)
    {
        if (name is null)
            return new RowWeights(null);
        if (schema.GetColumnOrNull(name) is not { } column)
            throw new UnsuitableMetricException($"Could not find weight column '{name}' in the pipeline's output; {nameof(Scorer.ExampleWeightColumnName)} has to name one that is there.");
        return column.Type.Equals(NumberDataViewType.Single)
            ? new RowWeights(column)
            : throw new UnsuitableMetricException($"Weight column '{name}' is {SchemaErrors.Describe(column.Type)}, and weights that rows are scored with are Single; Conversion.ConvertType turns it into Single.");
    }

    public void Open(DataViewRowCursor cursor)
    {
        if (_column is not { } column)
            return;
        _get = cursor.GetGetter<float>(column);
        _getId = cursor.GetIdGetter();
    }

    /// <inheritdoc/>
    /// <exception cref="UnsuitableMetricException">It is negative, NaN or infinite.</exception>
    public void Add()
    {
        if (_get is null)
            return;
        float weight = 0;
        _get(ref weight);
        if (!(weight >= 0 && float.IsFinite(weight)))
            throw Unsuitable(weight);
        _weights.Add(weight);
    }

    /// <summary>All weights read; null where all weigh 1.</summary>
    public double[]? ToArray() => _column is null ? null : [.. _weights];

    /// <summary>Rows held in memory are known by their number in the data, whichever fold they are in.</summary>
    private UnsuitableMetricException Unsuitable(float weight)
    {
        DataViewRowId id = default;
        _getId!(ref id);
        return new UnsuitableMetricException(string.Create(CultureInfo.InvariantCulture, $"The weight column '{_column!.Value.Name}' holds {weight} in row {id.Low}; weights that rows are scored with must be finite and not negative. Leave such rows out, as by FilterRowsByColumn, or weigh them 0."));
    }
}
