using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLExtensions.Tests.Transforms;

/// <summary>What scikit-learn makes of a few rows; written by make_polynomial_features.py.</summary>
internal sealed record PolynomialReference(float[][] Rows, PolynomialReference.Case[] Cases)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static PolynomialReference Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Transforms", "polynomial_features.json");
        return JsonSerializer.Deserialize<PolynomialReference>(File.ReadAllText(path), _json)!;
    }

    internal sealed record Case(int Degree, bool InteractionOnly, bool IncludeBias, string[] Names, float[][] Rows);
}
