using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Values;

namespace MLExtensions.Tuning.Folds;

/// <summary>Rows by the value of a column of any type: equal values are a group.</summary>
internal sealed class ColumnGroups
{
    private static readonly MethodInfo _readValues = Method(nameof(ReadValues));
    private static readonly MethodInfo _readVectors = Method(nameof(ReadVectors));

    private readonly DataViewSchema.Column _column;
    private readonly List<object> _values = [];
    private readonly Lazy<ClassNames> _keyNames;

    private ColumnGroups(DataViewSchema.Column column, IEnumerable<object> values)
    {
        _column = column;
        _keyNames = new Lazy<ClassNames>(() => ClassNames.Of(column));
        List<int> ofRow = [];
        Dictionary<object, int> numbers = [];
        foreach (object value in values)
        {
            if (numbers.TryAdd(value, _values.Count))
                _values.Add(value);
            ofRow.Add(numbers[value]);
        }

        OfRow = [.. ofRow];
    }

    /// <summary>The group of each row, from 0 in the order in which they first occur.</summary>
    public int[] OfRow { get; }

    public int Count => _values.Count;

    /// <summary>The groups in the order of their values.</summary>
    public int[] Ordered
    {
        get
        {
            int[] order = [.. Enumerable.Range(0, Count)];
            Array.Sort(order, (a, b) => Compare(_values[a], _values[b]));
            return order;
        }
    }

    /// <summary>How many rows each has.</summary>
    public int[] Sizes
    {
        get
        {
            var sizes = new int[Count];
            foreach (int group in OfRow)
                sizes[group]++;
            return sizes;
        }
    }

    /// <summary>Reads a column.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="name">The column.</param>
    /// <param name="role">What it is for: "sampling key", "fold", "time".</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public static ColumnGroups Read(IDataView data, string name, string role)
    {
        DataViewSchema.Column column = data.Schema.GetColumnOrNull(name) ?? throw SchemaErrors.NotFound(nameof(data), role, name);
        MethodInfo read = column.Type is VectorDataViewType vector
            ? _readVectors.MakeGenericMethod(vector.ItemType.RawType)
            : _readValues.MakeGenericMethod(column.Type.RawType);
        return new ColumnGroups(column, (IEnumerable<object>)read.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [data, column], null)!);
    }

    /// <summary>What a group is called.</summary>
    public string NameOf(int group)
    {
        if (IsMissing(group))
            return "missing";
        return _column.Type is KeyDataViewType ? _keyNames.Value[(int)KeyOf(_values[group]) - 1] : ValueText.Of(_values[group]);
    }

    /// <summary>Whether the value of a group is the key 0, NaN or an empty text.</summary>
    public bool IsMissing(int group) => _values[group] switch
    {
        "" => true,
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        object value => _column.Type is KeyDataViewType && KeyOf(value) == 0,
    };

    private static ulong KeyOf(object value) => Convert.ToUInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private static int Compare(object a, object b) =>
        a is string text ? string.CompareOrdinal(text, (string)b) : Comparer<object>.Default.Compare(a, b);

    private static IEnumerable<object> ReadValues<TValue>(IDataView data, DataViewSchema.Column column) =>
        data.GetColumn<TValue>(column).Select(value => value is ReadOnlyMemory<char> text ? text.ToString() : (object)value!);

    private static IEnumerable<object> ReadVectors<TItem>(IDataView data, DataViewSchema.Column column) =>
        data.GetColumn<VBuffer<TItem>>(column).Select(vector => string.Join('\n', vector.DenseValues().Select(item => ValueText.Of(item!))));

    private static MethodInfo Method(string name) => typeof(ColumnGroups).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
