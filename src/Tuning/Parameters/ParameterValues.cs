using System.Globalization;
using MLExtensions.Tuning.Parameters;
using MLExtensions.Values;

namespace MLExtensions;

/// <summary>A value for each of some parameters.</summary>
public sealed class ParameterValues
{
    private readonly (SweepParameter Parameter, object Value)[] _values;
    private readonly ISet<SweepParameter>? _reads;

    internal ParameterValues(IEnumerable<(SweepParameter Parameter, object Value)> values)
    {
        _values = [.. values];
        Parameters = [.. _values.Select(pair => pair.Parameter)];
    }

    private ParameterValues(ParameterValues other, ISet<SweepParameter> reads) =>
        (_values, Parameters, _reads) = (other._values, other.Parameters, reads);

    /// <summary>No values at all.</summary>
    public static ParameterValues None { get; } = new([]);

    /// <summary>The parameters, in the order of the search.</summary>
    public IReadOnlyList<SweepParameter> Parameters { get; }

    /// <summary>The value of a parameter.</summary>
    /// <typeparam name="T">The type of its values.</typeparam>
    /// <param name="parameter">The parameter; the one whose name it has counts.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameter"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// There is no value for it, as it is not among the parameters of the search, or one of another type.
    /// </exception>
    public T Get<T>(SweepParameter<T> parameter)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return this[parameter] is T value ? value : throw new MissingValueException(
            $"The values of '{parameter.Name}' in the search are {this[parameter].GetType().Name}, and {typeof(T).Name} is asked for; one parameter serves both the search and the pipeline.", nameof(parameter));
    }

    /// <summary>The same values, but for one.</summary>
    /// <typeparam name="T">The type of the parameter's values.</typeparam>
    /// <param name="parameter">The parameter, which may be a new one.</param>
    /// <param name="value">Its value; any, also one beyond the parameter's range.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ParameterValues With<T>(SweepParameter<T> parameter, T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(value);
        return With(parameter, (object)value);
    }

    /// <summary>All values, such as <c>l2Regularization = 0.1, degree = 2</c>.</summary>
    public override string ToString()
    {
        NoteAll();
        return string.Join(", ", _values.Select(pair => $"{pair.Parameter.Name} = {ValueText.Of(pair.Value)}"));
    }

    /// <summary>The value of a parameter, whatever its type.</summary>
    /// <param name="parameter">The parameter; the one whose name it has counts.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parameter"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no value for it.</exception>
    public object this[SweepParameter parameter]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(parameter);
            int index = IndexOf(parameter);
            if (index < 0)
                throw new MissingValueException($"There is no value for '{parameter.Name}'; the search has {(_values.Length == 0 ? "no parameters" : string.Join(", ", Parameters))}.", nameof(parameter));
            _reads?.Add(_values[index].Parameter);
            return _values[index].Value;
        }
    }

    /// <summary>The same values, but for one.</summary>
    internal ParameterValues With(SweepParameter parameter, object value)
    {
        (SweepParameter, object) changed = (parameter, value);
        NoteAll();
        return new ParameterValues(IndexOf(parameter) < 0
            ? _values.Append(changed)
            : _values.Select(pair => pair.Parameter.Name == parameter.Name ? changed : pair));
    }

    /// <summary>
    /// A text that is the same for equal values of some parameters, and for no others, whatever these are called.
    /// </summary>
    internal string Key(IEnumerable<SweepParameter> parameters) => string.Concat(parameters
        .SelectMany(parameter => (string[])[parameter.Name, ValueText.Of(this[parameter])])
        .Select(text => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}")));

    /// <summary>The same values, which note what was asked for.</summary>
    internal ParameterValues Noting(ISet<SweepParameter> reads) => new(this, reads);

    /// <summary>Who gets all values at once may ask for any of them without its being noted.</summary>
    private void NoteAll() => _reads?.UnionWith(Parameters);

    private int IndexOf(SweepParameter parameter) => Array.FindIndex(_values, pair => pair.Parameter.Name == parameter.Name);
}
