using MLExtensions.Matrices;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>Minimises λ‖w‖² + Σᵢ wᵢ (yᵢ − w·xᵢ − b)² by descent, for data whose normal equations are too large.</summary>
/// <remarks>
/// It searches with targets of mean 0 and variance 1, z = (y − ȳ) / σ, so that their unit plays no part: with w = σ v and
/// b = ȳ + σ a the objective is σ² (λ‖v‖² + Σᵢ wᵢ (zᵢ − v·xᵢ − a)²).
/// </remarks>
internal static class RidgeDescent
{
    /// <summary>Finds the model. The features are rescaled in place.</summary>
    public static LinearDescentResult Minimize(
        FeatureMatrix features, float[] targets, float[] weights, double l2Regularization, LinearDescent descent)
    {
        double totalWeight = weights.Sum(weight => (double)weight);
        double mean = targets.Zip(weights, (y, weight) => (double)weight * y).Sum() / totalWeight;
        double variance = targets.Zip(weights, (y, weight) => weight * (y - mean) * (y - mean)).Sum() / totalWeight;

        // Where all targets are equal, any unit will do.
        double deviation = variance > 0 ? Math.Sqrt(variance) : 1;
        float[] standardised = Array.ConvertAll(targets, y => (float)((y - mean) / deviation));

        LinearDescentResult result = descent.Minimize(
            new LinearProblem<float>(features, standardised, weights, Outputs: 1, new SquaredLoss<float>(), l2Regularization));
        float[] w = result.Model.Weights[0];
        for (int f = 0; f < w.Length; f++)
            w[f] = (float)(deviation * w[f]);
        result.Model.Biases[0] = (float)(mean + deviation * result.Model.Biases[0]);
        return result;
    }
}
