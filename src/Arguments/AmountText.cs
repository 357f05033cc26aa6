using System.Globalization;

namespace MLExtensions.Arguments;

/// <summary>Writes amounts of memory in units that suit them.</summary>
internal static class AmountText
{
    private static readonly string[] _units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>So many bytes.</summary>
    public static string OfBytes(double bytes)
    {
        int unit = 0;
        for (; bytes >= 1024 && unit < _units.Length - 1; unit++)
            bytes /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:N1} {_units[unit]}");
    }
}
