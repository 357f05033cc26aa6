namespace MLExtensions.Optimization.Precise;

/// <summary>A linear model in double precision, in the user's units.</summary>
/// <param name="Weights">W, a row for each output.</param>
/// <param name="Biases">b, an output each; centered where the loss leaves open what they have in common.</param>
internal sealed record PreciseModel(double[][] Weights, double[] Biases)
{
    /// <summary>The model whose scores are multiplied by a number.</summary>
    public PreciseModel Times(double factor) => new(
        Array.ConvertAll(Weights, row => Array.ConvertAll(row, w => factor * w)), Array.ConvertAll(Biases, b => factor * b));

    /// <summary>Two classes that are opposite, half of this model's one vector each.</summary>
    public PreciseModel OppositeHalves()
    {
        PreciseModel half = Times(0.5), other = Times(-0.5);
        return new PreciseModel([other.Weights[0], half.Weights[0]], [other.Biases[0], half.Biases[0]]);
    }
}
