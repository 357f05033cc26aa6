using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MLExtensions.Plots;

/// <summary>An axis of a figure: where values stand on it, and what is written beside it.</summary>
internal sealed class FigureAxis
{
    /// <summary>Errors that differ by a larger factor are drawn by their logarithms.</summary>
    private const double ManyTimes = 15;

    private readonly bool _isLogarithmic;
    private readonly object[]? _choices;

    private FigureAxis(string name, bool isLogarithmic, ITickGenerator ticks, object[]? choices = null)
    {
        Name = name;
        _isLogarithmic = isLogarithmic;
        Ticks = ticks;
        _choices = choices;
    }

    public string Name { get; }

    public ITickGenerator Ticks { get; }

    /// <summary>
    /// Between numbers there are others, and a line says something about them; between choices there is nothing.
    /// </summary>
    public bool HasBetween => _choices is null;

    /// <summary>From where to where to draw, where that does not follow from what is drawn.</summary>
    public (double From, double To)? Limits => _choices is null ? null : (-0.5, _choices.Length - 0.5);

    /// <summary>The axis of a parameter. Choices stand side by side.</summary>
    public static FigureAxis Of(SweepParameter parameter, IEnumerable<SweepTrial> trials)
    {
        object[] values = AxisValues.Tried(parameter, trials);
        if (!parameter.IsOrdered)
            return new FigureAxis(parameter.Name, isLogarithmic: false, ValueLabel.Ticks(parameter, values), values);
        return parameter.IsLogarithmic
            ? new FigureAxis(parameter.Name, isLogarithmic: true, LogarithmicTicks.Over([.. values.Select(AxisValues.Number)]))
            : new FigureAxis(parameter.Name, isLogarithmic: false, new NumericAutomatic { IntegerTicksOnly = values.All(IsWhole) });
    }

    /// <summary>The axis of scores, logarithmic for errors of very different size.</summary>
    public static FigureAxis OfScores(string metric, bool higherIsBetter, IReadOnlyCollection<double> scores)
    {
        bool isLogarithmic = !higherIsBetter && scores.Min() > 0 && double.IsFinite(scores.Max()) && scores.Max() > ManyTimes * scores.Min();
        return new FigureAxis(metric, isLogarithmic, isLogarithmic ? LogarithmicTicks.Over(scores) : new NumericAutomatic());
    }

    /// <summary>The axis of a number of things.</summary>
    public static FigureAxis OfCounts(string name) => new(name, isLogarithmic: false, new NumericAutomatic
    {
        IntegerTicksOnly = true,
        LabelFormatter = count => count.ToString("N0", CultureInfo.InvariantCulture),
    });

    /// <summary>The axis of shares, from 0 to 1.</summary>
    public static FigureAxis OfShares(string name)
    {
        double[] fifths = [0, 0.2, 0.4, 0.6, 0.8, 1];
        return new(name, isLogarithmic: false, new NumericManual(fifths, Array.ConvertAll(fifths, share => share.ToString("F1", CultureInfo.InvariantCulture))));
    }

    /// <summary>The number that stands for a value: itself, or of choices how many stand before it.</summary>
    public double Number(object value) => _choices is null ? AxisValues.Number(value) : Array.IndexOf(_choices, value);

    /// <summary>Where a number stands.</summary>
    public double At(double number) => _isLogarithmic ? Math.Log10(number) : number;

    /// <summary>Where the end of a band around a number stands, which may lie below all that the axis has.</summary>
    /// <param name="end">The end.</param>
    /// <param name="number">The number.</param>
    public double AtEnd(double end, double number) => At(_isLogarithmic ? Math.Max(end, number / ManyTimes) : end);

    private static bool IsWhole(object value) => value is int or long or short or byte;
}
