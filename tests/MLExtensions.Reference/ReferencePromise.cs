namespace MLExtensions.Reference;

/// <summary>
/// What is promised of a model, whose objective is F and whose minimum is F*: F − F* ≤ 0.5% of F*, beyond what rounding W* and b*
/// to <see cref="float"/> costs, or F ≤ 1e-12 of F at W = 0, b = 0. Of larger data, F − F* ≤ 0.0005 a row will do if the accuracy
/// on test rows is within a standard error of that of the minimum.
/// </summary>
/// <param name="Allowed">The largest objective within 0.5%, rounding not counted.</param>
/// <param name="Zero">The largest objective that is as good as none.</param>
/// <param name="PerRow">Of larger data, the largest objective within 0.0005 a row; of smaller data null.</param>
/// <param name="HeldOut">The accuracy of the minimum on the test rows, if there are any.</param>
/// <param name="StandardError">That of the accuracy.</param>
public sealed record ReferencePromise(double Allowed, double Zero, double? PerRow, double? HeldOut, double StandardError)
{
    private const double Relative = 0.005;
    private const double RelativeToZero = 1e-12;
    private const double AbsolutePerRow = 0.0005;

    /// <summary>Stored entries × classes up to which, and rows of wide data up to which, the minimum itself is promised.</summary>
    private const double MostEntries = 1e7;
    private const int MostRows = 2_000;

    public static ReferencePromise Of(ReferenceOptimum optimum, ReferenceData data, ReferenceData? test)
    {
        double entries = data.Features.Sum(row => (double)row.GetValues().Length) * data.Classes;
        bool isSmall = entries <= MostEntries || (data.Rows < data.Columns && data.Rows <= MostRows);
        double deviation = Math.Sqrt(optimum.HeldOut * (1 - optimum.HeldOut) ?? 0);
        return new ReferencePromise(
            (1 + Relative) * optimum.Optimum + optimum.Rounding,
            RelativeToZero * ObjectiveValue.OfZero(optimum, data),
            isSmall ? null : optimum.Optimum + AbsolutePerRow * data.Rows,
            optimum.HeldOut,
            deviation / Math.Sqrt(test?.Rows ?? 1));
    }

    /// <param name="reached">The objective of a model.</param>
    /// <param name="heldOut">Its accuracy on the test rows, if there are any.</param>
    public bool IsKept(double reached, double? heldOut) =>
        reached <= Math.Max(Allowed, Zero) || (reached <= PerRow && Math.Abs((heldOut - HeldOut) ?? double.NaN) <= StandardError);
}
