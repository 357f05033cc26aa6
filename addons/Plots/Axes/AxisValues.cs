using System.Globalization;

namespace MLExtensions.Plots;

/// <summary>The values of a parameter as an axis has them.</summary>
internal static class AxisValues
{
    /// <summary>
    /// The values that were tried, without repeats: numbers by their size, choices in the order in which they were tried.
    /// </summary>
    public static object[] Tried(SweepParameter parameter, IEnumerable<SweepTrial> trials)
    {
        IEnumerable<object> values = trials.OrderBy(trial => trial.Number).Select(trial => trial.Values[parameter]).Distinct();
        return [.. parameter.IsOrdered ? values.OrderBy(Number) : values];
    }

    /// <summary>A value that is a number, of whatever type.</summary>
    public static double Number(object value) =>
        double.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);
}
