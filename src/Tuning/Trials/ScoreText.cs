using System.Globalization;
using MLExtensions.Values;

namespace MLExtensions.Tuning.Trials;

/// <summary>How numbers are written for people.</summary>
internal static class ScoreText
{
    private const int MostPlaces = 5;

    /// <summary>The mean, and behind ± the standard error, both to the same place.</summary>
    public static string Of(ScoreSummary scores) => double.IsNaN(scores.StandardError)
        ? Of(scores.Mean, places: 4)
        : Of(scores.Mean, scores.StandardError);

    public static string Of(double score, double error) => IsOrdinary(Math.Max(Math.Abs(score), Math.Abs(error)), MostPlaces)
        ? $"{Fixed(score, Places(error))} ± {Fixed(error, Places(error))}"
        : string.Create(CultureInfo.InvariantCulture, $"{score:G4} ± {error:G2}");

    public static string Of(double score, int places) => IsOrdinary(Math.Abs(score), places) ? Fixed(score, places) : score.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A value of a parameter, in one line; numbers to four digits.</summary>
    public static string OfValue(object value) => value switch
    {
        float number => number.ToString("G4", CultureInfo.InvariantCulture),
        double number => number.ToString("G4", CultureInfo.InvariantCulture),
        _ => ValueText.Of(value).ReplaceLineEndings(" "),
    };

    public static string OfValues(ParameterValues values) =>
        string.Join(", ", values.Parameters.Select(parameter => $"{parameter.Name} = {OfValue(values[parameter])}"));

    private static string Fixed(double number, int places) => number.ToString("F" + places, CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether a number is neither so large that nobody could read it, nor so small that the places would show none of it, unless
    /// it is what rounding leaves of 0 in scores about 1: an error in a small unit is not to look like none.
    /// </summary>
    private static bool IsOrdinary(double size, int places) =>
        size is 0 or (>= 1e-18 and < 1e-15) || (size >= 0.5 * Math.Pow(10, -places) && size < 1e10) || !double.IsFinite(size);

    /// <summary>As many places as show two digits of an error, four where it is 0 or as small.</summary>
    private static int Places(double error) =>
        error > 0 && double.IsFinite(error) ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(error)), 0, MostPlaces) : 4;
}
