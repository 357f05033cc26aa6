using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Values;

namespace MLExtensions.Tuning.Predictions;

/// <summary>What labels were before a pipeline made keys of them.</summary>
/// <remarks>
/// A mapping that was fitted on other rows has no key for a class that is new to it, and gives the same as for a label that is
/// missing. Only the values before it tell which of the two a row is.
/// </remarks>
internal sealed class LabelSource
{
    private const string KeyColumn = "class";

    /// <summary>The name of classes that cannot be told apart.</summary>
    private const string AnyClass = "unknown";

    private readonly IDataView? _rows;
    private readonly string? _column;
    private readonly string? _instead;

    private LabelSource(IDataView? rows, string? column, string? instead) => (_rows, _column, _instead) = (rows, column, instead);

    /// <summary>For labels that are keys from the beginning: one that is missing now has always been.</summary>
    public static LabelSource None { get; } = new(null, null, null);

    /// <summary>The labels of a column, whatever its type.</summary>
    public static LabelSource Of(IDataView rows, string label) => new(rows, label, null);

    /// <summary>Follows a column of labels back to the values that keys were made of.</summary>
    /// <param name="rows">The rows before all steps.</param>
    /// <param name="steps">The steps, fitted.</param>
    /// <param name="label">The column, a key behind the last of them.</param>
    public static LabelSource Trace(IDataView rows, IReadOnlyList<ITransformer> steps, string label)
    {
        List<IDataView> views = [rows];
        foreach (ITransformer step in steps)
            views.Add(step.Transform(views[^1]));
        DataViewSchema.Column column = views[^1].Schema[label];
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            DataViewSchema input = views[i].Schema;
            if (InputOf(steps[i], input, column) is not { } before)
                return new LabelSource(null, null, AnyClass);
            if (before.Type is PrimitiveDataViewType and not KeyDataViewType)
                return new LabelSource(views[i], before.Name, null);
            column = before;
        }

        return column.Type is KeyDataViewType ? None : new LabelSource(null, null, AnyClass);
    }

    /// <summary>What the labels were, row by row, as <see cref="ClassNames"/> writes them; null where there was none.</summary>
    public string?[] Read(int count)
    {
        if (_rows is null)
        {
            var same = new string?[count];
            Array.Fill(same, _instead);
            return same;
        }

        if (_rows.Schema[_column!].Type is KeyDataViewType)
            return Names(_rows, _column!);
        IDataView keyed = new MLContext(seed: 0).Transforms.Conversion.MapValueToKey(KeyColumn, _column).Fit(_rows).Transform(_rows);
        return Names(keyed, KeyColumn);
    }

    private static string?[] Names(IDataView rows, string column)
    {
        ClassNames names = ClassNames.Of(rows.Schema[column]);
        return [.. rows.GetColumn<uint>(column).Select(key => key == 0 || key > names.Count ? null : names[(int)key - 1])];
    }

    /// <summary>The one column that a step makes another of, or passes through; null where it cannot be told.</summary>
    private static DataViewSchema.Column? InputOf(ITransformer step, DataViewSchema input, DataViewSchema.Column output)
    {
        if (output.Index < input.Count && input[output.Index].Name == output.Name && input[output.Index].Type.Equals(output.Type))
            return input[output.Index];
        if (!step.IsRowToRowMapper)
            return null;
        IRowToRowMapper mapper = step.GetRowToRowMapper(input);
        DataViewSchema.Column[] needed = [.. mapper.GetDependencies([mapper.OutputSchema[output.Index]])];
        return needed.Length == 1 ? input[needed[0].Index] : null;
    }
}
