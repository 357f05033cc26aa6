using System.Globalization;

namespace MLExtensions.Reference;

/// <summary>The minimum F* of λ‖W‖² + Σᵢ ℓ(W xᵢ + b, yᵢ) on a data set.</summary>
public sealed record ReferenceOptimum(string DataSet, ReferenceObjective Objective, double Lambda, string Features, double Optimum)
{
    /// <summary>All that are known.</summary>
    public static IReadOnlyList<ReferenceOptimum> All { get; } =
    [
        .. from line in Resources.ReadLines("reference-optima.csv").Skip(1)
           let fields = line.Split(',')
           select new ReferenceOptimum(
               fields[0],
               Enum.Parse<ReferenceObjective>(fields[1], ignoreCase: true),
               double.Parse(fields[2], CultureInfo.InvariantCulture),
               fields[3],
               double.Parse(fields[4], CultureInfo.InvariantCulture)),
    ];

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{DataSet}, {Objective}, λ = {Lambda}, {Features}");
}
