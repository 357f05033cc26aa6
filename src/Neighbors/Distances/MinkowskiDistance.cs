using System.Runtime.Intrinsics;

namespace MLExtensions.Neighbors.Distances;

/// <summary>(Σ |x − z|ᵖ)^(1/p); the reduced distance is the sum.</summary>
/// <param name="power">p, from 1 to <see cref="MostPower"/>.</param>
internal readonly struct MinkowskiDistance(double power) : IDistanceFunction
{
    /// <summary>Up to this power, those of all differences of single precision are normal numbers.</summary>
    public const double MostPower = 6.5;

    public static bool Grows => true;

    public static double Order => 1;

    public double Add(double sum, double x, double z) => sum + Math.Pow(Math.Abs(x - z), power);

    public Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> z)
    {
        Vector256<double> d = Vector256.Abs(x - z);
        return sum + Vector256.Create(Math.Pow(d[0], power), Math.Pow(d[1], power), Math.Pow(d[2], power), Math.Pow(d[3], power));
    }

    public double ReducedDistance(double sum, double squaredNormX, double squaredNormZ) => sum;

    public double Distance(double reducedDistance) => Math.Pow(reducedDistance, 1 / power);
}
