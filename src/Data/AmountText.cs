using System.Globalization;

namespace MLExtensions.Data;

/// <summary>Writes amounts of memory and of time in units that suit them.</summary>
internal static class AmountText
{
    private static readonly string[] _bytes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    private static readonly string[] _seconds = ["ns", "µs", "ms", "s"];

    /// <summary>So many bytes.</summary>
    public static string OfBytes(double bytes) => Of(bytes, 1024, _bytes);

    /// <summary>So long.</summary>
    public static string OfTime(TimeSpan time) => Of(time.TotalNanoseconds, 1000, _seconds);

    private static string Of(double amount, int step, string[] units)
    {
        int unit = 0;
        for (; amount >= step && unit < units.Length - 1; unit++)
            amount /= step;
        return string.Create(CultureInfo.InvariantCulture, $"{amount:N1} {units[unit]}");
    }
}
