namespace MLExtensions.Optimization.Duality;

/// <summary>A model in conditioned coordinates and in double precision.</summary>
/// <param name="weights">W̃, a row for each output.</param>
/// <param name="biases">b̃, an output each; −∞ for an output that is never to be predicted.</param>
/// <param name="scores">W̃ x̃ᵢ without the biases, examples × outputs.</param>
internal sealed class PrecisePoint(double[][] weights, double[] biases, double[] scores)
{
    public double[][] Weights { get; } = weights;

    public double[] Biases { get; set; } = biases;

    public double[] Scores { get; } = scores;
}
