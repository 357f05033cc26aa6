using System.Runtime.Intrinsics;

namespace MLExtensions.Neighbors.Distances;

/// <summary>1 − x·z / (‖x‖ ‖z‖), not below 0; 1 if one of the two is all zeros.</summary>
internal readonly struct CosineDistance : IProductDistance
{
    public static bool Grows => false;

    public static double Order => 1;

    public double Add(double sum, double x, double z) => sum + x * z;

    public Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> z) => sum + x * z;

    // One root of both, so that a row is at distance 0 from itself and from its multiples by powers of 2.
    public double ReducedDistance(double sum, double squaredNormX, double squaredNormZ) =>
        squaredNormX == 0 || squaredNormZ == 0 ? 1 : Math.Max(0, 1 - sum / Math.Sqrt(squaredNormX * squaredNormZ));

    public double Distance(double reducedDistance) => reducedDistance;

    public double LeastRank(double product, double normX, double normZ, double error) => (normX * normZ) switch
    {
        0 => 1,
        > IProductDistance.MostProduct or < IProductDistance.LeastProduct => double.NegativeInfinity,
        double norms => 1 - product / norms - error,
    };
}
