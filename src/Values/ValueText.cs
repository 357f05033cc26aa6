using System.Globalization;

namespace MLExtensions.Values;

/// <summary>Writes a value as text, so that values of different types can be told to be the same.</summary>
internal static class ValueText
{
    /// <summary>Whole numbers below it in magnitude are written digit by digit, whatever their type.</summary>
    private const long WholeNumbersEnd = long.MaxValue;

    /// <summary>
    /// Text as it is, all else in the invariant culture: 3 (<see cref="int"/>), 3f and 3.0 are all <c>3</c>, 0.1f and 0.1
    /// are both <c>0.1</c>, the shortest text that gives the number back in its own type.
    /// </summary>
    public static string Of(object value) => value switch
    {
        string text => text,
        ReadOnlyMemory<char> text => text.ToString(),
        float number => OfNumber(number, number.ToString("R", CultureInfo.InvariantCulture)),
        double number => OfDouble(number),
        decimal number => OfDecimal(number),

        // Two times are equal whatever their kind, and two offset times if they are the same moment.
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string OfDouble(double number) => OfNumber(number, number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The shortest text may have an exponent or rounded digits, which integers never have.</summary>
    private static string OfNumber(double number, string shortest) =>
        Math.Abs(number) < WholeNumbersEnd && double.IsInteger(number)
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : shortest;

    /// <summary>A decimal keeps the zeros it was written with, which other numbers do not have.</summary>
    private static string OfDecimal(decimal number) =>
        Math.Abs(number) < WholeNumbersEnd && decimal.IsInteger(number)
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : OfDouble((double)number);
}
