using MLExtensions.Arguments;
using MLExtensions.Values;

namespace MLExtensions.Tuning.Parameters;

/// <summary>Values named one by one.</summary>
internal sealed class Choices<T> : ParameterDomain<T>
    where T : notnull
{
    public Choices(T[] values)
    {
        Guard.NotEmpty(values);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (T value in values)
        {
            ArgumentNullException.ThrowIfNull(value, nameof(values));
            if (!texts.Add(ValueText.Of(value)))
                throw new ArgumentException($"There are two choices called '{ValueText.Of(value)}'; a sweep has to tell them apart.", nameof(values));
        }

        Grid = values;
    }

    public override IReadOnlyList<T> Grid { get; }

    public override bool IsLogarithmic => false;

    public override bool IsOrdered => false;

    public override T Draw(double share) => Grid[(int)(share * Grid.Count)];

    public override object? Beyond(IReadOnlyList<T> grid, bool above) => null;

    public override object? Next(T value, bool above) => null;

    public override ParameterDomain<T> WidenedWithin(T least, T largest) =>
        throw new InvalidOperationException("Choices are all there is; only a range of numbers can be widened.");

    public override double Place(T value) => ((IList<T>)Grid).IndexOf(value);
}
