using System.Globalization;
using System.Numerics;
using MLExtensions.Arguments;

namespace MLExtensions.Tuning.Parameters;

/// <summary>Numbers spread evenly, or by equal ratios, over a range.</summary>
internal sealed class NumberRange<T> : ParameterDomain<T>
    where T : struct, INumber<T>
{
    /// <summary>A grid has no more values.</summary>
    public const int MostValues = 1_000_000;

    /// <summary>
    /// A grid that has grown to so many values, and to twice what it began with, goes on in strides, each of twice the last, so
    /// that the limits are reached in a few dozen values however small its steps are.
    /// </summary>
    private const int MostSteps = 8;

    private readonly FunctionAxis _axis;
    private readonly (T Least, T Largest)? _widest;

    public NumberRange(string name, T from, T to, int count, bool isLogarithmic)
    {
        Require(T.IsFinite(from) && (!isLogarithmic || from > T.Zero), from, nameof(from), isLogarithmic ? "positive and finite, as the values are logarithmic" : "finite");
        Require(T.IsFinite(to) && to > from, to, nameof(to), string.Create(CultureInfo.InvariantCulture, $"finite and above {nameof(from)}, which is {from}"));
        Require(double.CreateChecked(to) > double.CreateChecked(from), to, nameof(to), string.Create(CultureInfo.InvariantCulture, $"further above {nameof(from)}, which is {from} and the same number in double precision"));
        Require(count is >= 2 and <= MostValues, count, nameof(count), string.Create(CultureInfo.InvariantCulture, $"from 2 to {MostValues:N0}"));
        _axis = Axis(double.CreateChecked(from), double.CreateChecked(to), isLogarithmic);

        // The ends are what was asked for, to the last bit; whole numbers may be fewer than were asked for.
        Grid = [.. Enumerable.Range(0, count).Select(i => i == 0 ? from : i == count - 1 ? to : Value(_axis.At(i / (count - 1.0)))).Distinct()];

        void Require<TValue>(bool condition, TValue value, string argument, string range)
        {
            if (!condition)
                throw new ArgumentOutOfRangeException(argument, value, $"{argument} of the parameter '{name}' must be {range}.");
        }
    }

    private NumberRange(NumberRange<T> other, (T Least, T Largest) widest)
    {
        _axis = other._axis;
        Grid = other.Grid;
        _widest = widest;
    }

    public override IReadOnlyList<T> Grid { get; }

    public override bool IsLogarithmic => _axis.IsLogarithmic;

    public override bool IsOrdered => true;

    public override T Draw(double share)
    {
        if (!IsWhole)
            return T.Clamp(Value(_axis.At(share)), Grid[0], Grid[^1]);

        // So that the ends, too, have a whole unit of the axis that is rounded to them.
        var wider = Axis(_axis.Lower - 0.5, _axis.Upper + 0.5, IsLogarithmic);
        return T.CreateChecked(Math.Clamp(Math.Round(wider.At(share)), _axis.Lower, _axis.Upper));
    }

    public override ParameterDomain<T> WidenedWithin(T least, T largest)
    {
        Guard.Require(!IsLogarithmic || T.IsPositive(least) && !T.IsZero(least), least, nameof(least), "positive, as the axis is logarithmic");
        Guard.Require(T.IsFinite(least) && least <= Grid[0], least, nameof(least), string.Create(CultureInfo.InvariantCulture, $"finite and at most {Grid[0]}, where the grid begins"));
        Guard.Require(T.IsFinite(largest) && largest >= Grid[^1], largest, nameof(largest), string.Create(CultureInfo.InvariantCulture, $"finite and at least {Grid[^1]}, where the grid ends"));
        return new NumberRange<T>(this, (least, largest));
    }

    public override object? Beyond(IReadOnlyList<T> grid, bool above)
    {
        if (_widest is not { } widest)
            return null;

        (double end, double beforeEnd) = above
            ? (double.CreateChecked(grid[^1]), double.CreateChecked(grid[^2]))
            : (double.CreateChecked(grid[0]), double.CreateChecked(grid[1]));
        double steps = grid.Count < Math.Max(MostSteps, 2 * Grid.Count) ? 1 : 2;
        double next = IsLogarithmic ? end * Math.Pow(end / beforeEnd, steps) : end + steps * (end - beforeEnd);

        // Rounded to a whole number, a step may lead nowhere.
        T value = Value(Math.Clamp(next, double.CreateChecked(widest.Least), double.CreateChecked(widest.Largest)));
        return grid.Contains(value) ? null : value;
    }

    public override object? Next(T value, bool above)
    {
        // Between the values of a grid there are others, as near as this, but for whole numbers.
        const double Little = 1e-3;
        double number = double.CreateChecked(value);
        double step = IsWhole ? 1 : Little * (IsLogarithmic ? number : (_axis.Upper - _axis.Lower) / (Grid.Count - 1));
        try
        {
            T next = T.CreateChecked(above ? number + step : number - step);
            return next == value ? null : next;
        }
        catch (OverflowException)
        {
            // The type has no such number, as unsigned ones have none below 0.
            return null;
        }
    }

    public override double Place(T value) => double.CreateChecked(value);

    // Of whole numbers alone a half is one, too: none.
    private static bool IsWhole => T.IsInteger(T.One / (T.One + T.One));

    private static FunctionAxis Axis(double lower, double upper, bool isLogarithmic) =>
        isLogarithmic ? FunctionAxis.Logarithmic(lower, upper) : FunctionAxis.Linear(lower, upper);

    private static T Value(double number) => T.CreateChecked(IsWhole ? Math.Round(number) : number);
}
