using System.Runtime.Intrinsics;

namespace MLExtensions.Neighbors.Distances;

/// <summary>max |x − z|, the greatest term instead of their sum.</summary>
internal readonly struct ChebyshevDistance : IDistanceFunction
{
    public static bool Grows => true;

    public static double Order => 1;

    public double Add(double sum, double x, double z) => Math.Max(sum, Math.Abs(x - z));

    public Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> z) =>
        Vector256.Max(sum, Vector256.Abs(x - z));

    public double ReducedDistance(double sum, double squaredNormX, double squaredNormZ) => sum;

    public double Distance(double reducedDistance) => reducedDistance;
}
