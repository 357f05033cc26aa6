namespace MLExtensions.Neighbors.Distances;

/// <summary>A distance that follows from x·z and the norms of x and z.</summary>
internal interface IProductDistance : IDistanceFunction
{
    /// <summary>Beyond, a product in single precision might overflow.</summary>
    const double MostProduct = 1e36;

    /// <summary>Below, a product in single precision might lack bits.</summary>
    const double LeastProduct = 1e-30;

    /// <summary>What the reduced distance is at least.</summary>
    /// <param name="product">x·z in single precision.</param>
    /// <param name="normX">‖x‖.</param>
    /// <param name="normZ">‖z‖.</param>
    /// <param name="error">By how much the product can be off, relative to ‖x‖ ‖z‖.</param>
    double LeastRank(double product, double normX, double normZ, double error);
}
