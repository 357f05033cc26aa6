using System.Text.Json;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>What scikit-learn finds; written by make_ridge_regression.py.</summary>
/// <param name="Name">The data.</param>
/// <param name="Features">The rows; null for diabetes.</param>
/// <param name="Labels">A number for each row; null for diabetes.</param>
/// <param name="Weighted">Whether row i weighs 1 + i mod 3.</param>
/// <param name="Solutions">One for each λ.</param>
internal sealed record RidgeReference(
    string Name, float[][]? Features, float[]? Labels, bool Weighted, RidgeReference.Solution[] Solutions)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static RidgeReference[] All { get; } = JsonSerializer.Deserialize<RidgeReference[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Trainers", "ridge_regression.json")), _json)!;

    public Measurement[] Rows()
    {
        IEnumerable<Measurement> rows =
            Features is null ? Measurements.Diabetes : Features.Zip(Labels!, (x, y) => Measurements.Of(y, x));
        return [.. rows.Select((row, i) => row with { Weight = Weighted ? 1 + i % 3 : 1 })];
    }

    public override string ToString() => Weighted ? Name + ", weighted" : Name;

    /// <param name="L2">λ.</param>
    /// <param name="Weights">The coefficients.</param>
    /// <param name="Bias">The intercept.</param>
    /// <param name="LeaveOneOut">The weighted mean squared leave-one-out error, if it is known.</param>
    internal sealed record Solution(float L2, double[] Weights, double Bias, double? LeaveOneOut);
}
