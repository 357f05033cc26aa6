using System.Runtime.Intrinsics;

namespace MLExtensions.Neighbors.Distances;

/// <summary>√ Σ (x − z)²; the reduced distance is its square.</summary>
internal readonly struct EuclideanDistance : IProductDistance
{
    public static bool Grows => true;

    public static double Order => 1;

    public double Add(double sum, double x, double z) => sum + (x - z) * (x - z);

    public Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> z) => sum + (x - z) * (x - z);

    public double ReducedDistance(double sum, double squaredNormX, double squaredNormZ) => sum;

    public double Distance(double reducedDistance) => Math.Sqrt(reducedDistance);

    // A product that is off by γ ‖x‖ ‖z‖ moves the reduced distance by no more than γ (‖x‖² + ‖z‖²).
    public double LeastRank(double product, double normX, double normZ, double error) => normX * normZ > IProductDistance.MostProduct
        ? double.NegativeInfinity
        : (normX * normX + normZ * normZ) * (1 - error) - 2 * product - IProductDistance.LeastProduct;
}
