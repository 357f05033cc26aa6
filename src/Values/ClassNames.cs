using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;

namespace MLExtensions.Values;

/// <summary>
/// What the classes of a label column are called: by its KeyValues, as <see cref="ValueText"/> writes them, or, where it
/// has none, by their key numbers, from 1.
/// </summary>
internal sealed class ClassNames
{
    private const int MostListed = 10;

    private readonly string[]? _values;

    private ClassNames(int count, string[]? values)
    {
        Count = count;
        _values = values;
    }

    /// <summary>The number of classes.</summary>
    public int Count { get; }

    /// <summary>Whether they are values; otherwise they are key numbers.</summary>
    public bool HasValues => _values is not null;

    /// <summary>The name of a class, counted from 0.</summary>
    public string this[int index] => _values is null ? (index + 1).ToString(CultureInfo.InvariantCulture) : _values[index];

    /// <summary>Reads the names of the classes of a key column; those of a <see cref="bool"/> are False and True.</summary>
    public static ClassNames Of(DataViewSchema.Column label)
    {
        int count = CountOf(label);
        if (label.Type is BooleanDataViewType)
            return new ClassNames(count, [ValueText.Of(false), ValueText.Of(true)]);
        ColumnValues? values = ColumnValues.OfAnnotation(label.Annotations, AnnotationKinds.KeyValues);
        return new ClassNames(count, values?.Count == count ? values.ToText() : null);
    }

    /// <summary>How many classes a column has, without their names.</summary>
    public static int CountOf(DataViewSchema.Column label) => label.Type is KeyDataViewType key ? checked((int)key.Count) : 2;

    /// <summary>A sentence about the label column: the first names, and how many more there are.</summary>
    public override string ToString()
    {
        if (_values is null)
            return $"It has no KeyValues, so its classes go by their key numbers, 1 to {Count}.";
        string list = string.Join(", ", _values.Take(MostListed).Select(name => $"'{name}'"));
        return _values.Length <= MostListed ? $"Its classes are {list}." : $"Its classes are {list} and {_values.Length - MostListed} more.";
    }
}
