using MLExtensions.Tuning.Parameters;

namespace MLExtensions;

/// <summary>A parameter with values of one type; made by the methods of <see cref="SweepParameter"/>.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class SweepParameter<T> : SweepParameter
    where T : notnull
{
    private readonly ParameterDomain<T> _domain;

    internal SweepParameter(string name, Simpler simpler, ParameterDomain<T> domain)
        : base(name, simpler)
    {
        _domain = domain;
        GridValues = [.. domain.Grid];
    }

    /// <summary>The values of a grid, in the order of the axis.</summary>
    public IReadOnlyList<T> Grid => _domain.Grid;

    /// <inheritdoc/>
    public override bool IsLogarithmic => _domain.IsLogarithmic;

    /// <inheritdoc/>
    public override bool IsOrdered => _domain.IsOrdered;

    internal override IReadOnlyList<object> GridValues { get; }

    /// <summary>
    /// The same parameter, whose grid a sweep may widen by itself where the best value lies on its edge: by further values as
    /// far apart as those that there are, as far as this. Once there are twice as many values as at first, and at least eight,
    /// each further one is twice as far from the last as that from the one before.
    /// </summary>
    /// <param name="least">No value below it is tried.</param>
    /// <param name="largest">No value above it is tried.</param>
    /// <exception cref="InvalidOperationException">The parameter has choices, which have no end.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The grid reaches beyond the limits, they are not finite, or the least is not positive and the axis is logarithmic.
    /// </exception>
    public SweepParameter<T> WidenedWithin(T least, T largest) => new(Name, Simpler, _domain.WidenedWithin(least, largest));

    internal override double Place(object value) => _domain.Place((T)value);

    internal override object Draw(double share) => _domain.Draw(share);

    internal override object? Next(object value, bool above) => _domain.Next((T)value, above);

    internal override object? Beyond(IReadOnlyList<object> grid, bool above) => _domain.Beyond([.. grid.Cast<T>()], above);
}
