using System.Runtime.Intrinsics;

namespace MLExtensions.Neighbors.Distances;

/// <summary>
/// A distance, in double precision: a sum over the features, taken up in their order, of a term of x and z each. What is
/// compared is a reduced distance that grows with the distance, such as its square.
/// </summary>
/// <remarks>
/// A column of zeros in x and z leaves the sum as it is. The order of the features is part of the definition: whoever finds
/// neighbors has to give the same reduced distances to the last bit, so that ties are the same ties.
/// </remarks>
internal interface IDistanceFunction
{
    /// <summary>Whether the reduced distance is the sum, and no term makes it smaller.</summary>
    static abstract bool Grows { get; }

    /// <summary>
    /// The share of a reduced distance that terms no larger cannot exceed: 1 if rounding keeps the order of sums, a little less
    /// if only nearly.
    /// </summary>
    static abstract double Order { get; }

    /// <summary>The sum over one feature more.</summary>
    double Add(double sum, double x, double z);

    /// <summary>The same for several z at once, to the same bits.</summary>
    Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> z);

    /// <summary>The reduced distance.</summary>
    /// <param name="sum">The sum over all features.</param>
    /// <param name="squaredNormX">‖x‖², summed up in order.</param>
    /// <param name="squaredNormZ">‖z‖², summed up in order.</param>
    double ReducedDistance(double sum, double squaredNormX, double squaredNormZ);

    /// <summary>The distance.</summary>
    double Distance(double reducedDistance);
}
