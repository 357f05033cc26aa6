using System.Globalization;

namespace MLExtensions.Reference;

/// <summary>The minimum F* of λ‖W‖² + Σᵢ ℓ(W xᵢ + b, yᵢ) on a data set.</summary>
/// <param name="DataSet">Its name.</param>
/// <param name="Objective">The loss ℓ.</param>
/// <param name="Lambda">The weight λ of the penalty.</param>
/// <param name="Features">What was done to the features.</param>
/// <param name="Optimum">The least F that is known.</param>
/// <param name="Lower">What F* is at least, certified by a dual solution.</param>
/// <param name="Rounding">By how much F exceeds <paramref name="Optimum"/> once W* and b* are rounded to <see cref="float"/>.</param>
/// <param name="HeldOut">The accuracy of W* and b* on the test rows, if there are any.</param>
public sealed record ReferenceOptimum(
    string DataSet,
    ReferenceObjective Objective,
    double Lambda,
    string Features,
    double Optimum,
    double Lower = double.NaN,
    double Rounding = 0,
    double? HeldOut = null)
{
    /// <summary>Whether there are two classes and one vector, the model of which is written as two opposite halves.</summary>
    public bool IsBinary => Objective is ReferenceObjective.Logistic or ReferenceObjective.Hinge;

    /// <summary>λ of ‖W‖²: that of the halves of one vector is twice its own.</summary>
    public double Penalty => IsBinary ? 2 * Lambda : Lambda;

    /// <summary>
    /// Whether columns depend on each other but for what single precision has left of them, in which the minimum is not reached: singular
    /// values from 4.6e6 down to 0.1.
    /// </summary>
    public bool IsSingularButForRounding => DataSet == "segment" && Features == "raw × 1000";

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
               Number(fields, 4) ?? double.NaN,
               Number(fields, 5) ?? double.NaN,
               Number(fields, 6) ?? 0,
               Number(fields, 7)),
    ];

    /// <summary>Whether a run takes seconds or more: for the benchmarks, not for the tests.</summary>
    public bool IsLarge =>
        DataSet is "mnist" or "optdigits-300"
        || DataSet.StartsWith("large-", StringComparison.Ordinal)
        || (DataSet is "optdigits" or "letter" && Lambda < 0.01);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{DataSet}, {Objective}, λ = {Lambda}, {Features}");

    /// <summary>A row that the solver has yet to fill in ends after the features.</summary>
    private static double? Number(string[] fields, int index) =>
        index < fields.Length && fields[index].Length > 0 ? double.Parse(fields[index], CultureInfo.InvariantCulture) : null;
}
