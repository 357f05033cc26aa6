using System.Runtime.Intrinsics;

namespace MLExtensions.Neighbors.Distances;

/// <summary>Σ |x − z|.</summary>
internal readonly struct ManhattanDistance : IDistanceFunction
{
    public static bool Grows => true;

    public static double Order => 1;

    public double Add(double sum, double x, double z) => sum + Math.Abs(x - z);

    public Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> z) => sum + Vector256.Abs(x - z);

    public double ReducedDistance(double sum, double squaredNormX, double squaredNormZ) => sum;

    public double Distance(double reducedDistance) => reducedDistance;
}
