using System.Globalization;
using ScottPlot.TickGenerators;

namespace MLExtensions.Plots;

/// <summary>What is written in figures for values and scores.</summary>
internal static class ValueLabel
{
    /// <summary>Letters that fit beside each other under a tick.</summary>
    private const int LineLength = 18;

    /// <summary>A value of a parameter; numbers to three digits.</summary>
    public static string Of(SweepParameter parameter, object value) => parameter.IsOrdered
        ? Number(AxisValues.Number(value))
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>The values of some parameters.</summary>
    public static string Of(ParameterValues values, IEnumerable<SweepParameter> parameters) =>
        string.Join(", ", parameters.Select(parameter => $"{parameter.Name} = {Of(parameter, values[parameter])}"));

    /// <summary>Ticks for values that stand side by side, from 0.</summary>
    public static NumericManual Ticks(SweepParameter parameter, IReadOnlyList<object> values) => new(
        [.. Enumerable.Range(0, values.Count).Select(i => (double)i)], [.. values.Select(value => Wrapped(Of(parameter, value)))]);

    /// <summary>A score in little room.</summary>
    public static string Short(double score) => score.ToString(Math.Abs(score) switch { < 10 => "F3", < 100 => "F1", _ => "G3" }, CultureInfo.InvariantCulture);

    /// <summary>A text in lines that are not much longer than its words.</summary>
    private static string Wrapped(string text) => text.Split(' ').Aggregate((lines, word) =>
        lines.Length - lines.LastIndexOf('\n') + word.Length > LineLength ? $"{lines}\n{word}" : $"{lines} {word}");

    // Large and small numbers as 2e-05 rather than with all their zeros.
    private static string Number(double value) => Math.Abs(value) is >= 1e5 or (> 0 and < 1e-3)
        ? value.ToString("0.##e+0", CultureInfo.InvariantCulture)
        : value.ToString("G3", CultureInfo.InvariantCulture) is var text && text.Contains('E', StringComparison.Ordinal)
            ? value.ToString("0", CultureInfo.InvariantCulture) : text;
}
