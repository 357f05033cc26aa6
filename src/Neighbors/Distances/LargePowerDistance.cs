using System.Runtime.Intrinsics;

namespace MLExtensions.Neighbors.Distances;

/// <summary>
/// (Σ |x − z|ᵖ)^(1/p) for a large p, whose powers would overflow or underflow; the reduced distance is the distance itself.
/// </summary>
/// <remarks>
/// <code>
/// s ← s (1 + (d / s)ᵖ)^(1/p) for d ≤ s,   d (1 + (s / d)ᵖ)^(1/p) for d > s;   d = |x − z|
/// </code>
/// No power is of more than 1, and one that underflows is too small to count. So hypot, p = 2, avoids overflow: Higham, Accuracy
/// and Stability of Numerical Algorithms, 2nd ed. (2002), section 27.8.
/// </remarks>
/// <param name="power">p, finite.</param>
internal readonly struct LargePowerDistance(double power) : IDistanceFunction
{
    /// <summary>
    /// A difference that is a smaller part of the larger one changes nothing: (1 + tᵖ)^(1/p) ≈ 1 + tᵖ/p rounds to 1.
    /// </summary>
    private readonly double _least = Math.Pow(power * Math.ScaleB(1, -54), 1 / power);

    public static bool Grows => true;

    public static double Order => 1 - 1e-12;

    public double Add(double sum, double x, double z)
    {
        double d = Math.Abs(x - z);
        double larger = Math.Max(sum, d);
        double ratio = Math.Min(sum, d) / larger;

        // Two zeros leave no number, and are no more than 0.
        return ratio > _least ? larger * Math.Pow(1 + Math.Pow(ratio, power), 1 / power) : larger;
    }

    public Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> z) =>
        Vector256.Create(Add(sum[0], x[0], z[0]), Add(sum[1], x[1], z[1]), Add(sum[2], x[2], z[2]), Add(sum[3], x[3], z[3]));

    public double ReducedDistance(double sum, double squaredNormX, double squaredNormZ) => sum;

    public double Distance(double reducedDistance) => reducedDistance;
}
