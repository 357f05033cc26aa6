namespace MLExtensions.Optimization.Problem;

/// <summary>The penalty λ‖W‖² in conditioned coordinates.</summary>
/// <remarks>
/// <code>
/// λ‖W‖² = Σ c w̃²,   c = λ / d² of the column,   its slope 2c w̃, its curvature 2c
/// F(W̃ + V) ≥ F(W̃) + G·V + Σ c v²,   least for v = −g / 2c:   F − min F ≤ Σ g² / 4c, G the gradient of F by W̃
/// </code>
/// The second line is strong convexity: Boyd and Vandenberghe, Convex Optimization (2004), equation 9.9. Biases are not
/// penalized.
/// </remarks>
internal sealed class Penalty
{
    private readonly double[] _factors;

    /// <param name="l2Regularization">λ.</param>
    /// <param name="scaling">d.</param>
    /// <param name="unit">What the objective is divided by, such as Σw where it is a mean.</param>
    public Penalty(double l2Regularization, ColumnScaling scaling, double unit = 1) =>
        _factors = Array.ConvertAll(scaling.Scale, d => l2Regularization / (d * d) / unit);

    /// <summary>c.</summary>
    public double Factor(int column) => _factors[column];

    /// <summary>2c, the slope for a weight of 1.</summary>
    public double Curvature(int column) => 2 * _factors[column];

    /// <summary>2c of each weight, by outputs; behind them 0 for each bias.</summary>
    public float[] Slopes(int outputs)
    {
        var slopes = new float[checked(outputs * (_factors.Length + 1))];
        WriteSlopes(outputs, slopes);
        return slopes;
    }

    /// <summary>Writes <see cref="Slopes"/>, but for the biases'.</summary>
    public void WriteSlopes(int outputs, Span<float> slopes)
    {
        for (int i = 0; i < outputs * _factors.Length; i++)
            slopes[i] = (float)Curvature(i % _factors.Length);
    }

    /// <summary>Σ c w̃².</summary>
    public double Value(double[][] weights)
    {
        double value = 0;
        foreach (double[] w in weights)
            for (int f = 0; f < w.Length; f++)
                value += _factors[f] * w[f] * w[f];
        return value;
    }

    /// <summary>Σ c w̃² of several outputs, one behind the other.</summary>
    public double Value(ReadOnlySpan<float> weights)
    {
        double value = 0;
        for (int first = 0; first < weights.Length; first += _factors.Length)
        {
            ReadOnlySpan<float> w = weights.Slice(first, _factors.Length);
            for (int f = 0; f < w.Length; f++)
                value += _factors[f] * w[f] * w[f];
        }

        return value;
    }

    /// <summary>
    /// What a slope g of F leaves to gain at most, g² / 4c. A penalty so small that it is 0 leaves no bound, and not NaN.
    /// </summary>
    public double MostToGain(int column, double slope) => slope == 0 ? 0 : slope * slope / (4 * _factors[column]);
}
