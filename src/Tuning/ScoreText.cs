using System.Globalization;
using MLExtensions.Data;

namespace MLExtensions.Tuning;

/// <summary>How numbers are written for people.</summary>
internal static class ScoreText
{
    /// <summary>The mean, and behind ± the standard error, both to the same place.</summary>
    public static string Of(ScoreSummary scores) => double.IsNaN(scores.StandardError)
        ? Of(scores.Mean, places: 4)
        : Of(scores.Mean, scores.StandardError);

    public static string Of(double score, double error) => $"{Of(score, Places(error))} ± {Of(error, Places(error))}";

    public static string Of(double score, int places) => score.ToString("F" + places, CultureInfo.InvariantCulture);

    /// <summary>A value of a parameter; numbers to four digits.</summary>
    public static string OfValue(object value) => value switch
    {
        float number => number.ToString("G4", CultureInfo.InvariantCulture),
        double number => number.ToString("G4", CultureInfo.InvariantCulture),
        _ => ValueText.Of(value),
    };

    public static string OfValues(ParameterValues values) =>
        string.Join(", ", values.Parameters.Select(parameter => $"{parameter.Name} = {OfValue(values[parameter])}"));

    /// <summary>As many places as show two digits of an error, four where it is 0 or as small.</summary>
    private static int Places(double error) =>
        error > 0 && double.IsFinite(error) ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(error)), 0, 5) : 4;
}
