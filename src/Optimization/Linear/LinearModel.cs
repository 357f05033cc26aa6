namespace MLExtensions.Optimization.Linear;

/// <summary>Scores W x + b, an output each.</summary>
internal sealed class LinearModel
{
    public LinearModel(int outputs, int columns)
    {
        Weights = new float[outputs][];
        for (int k = 0; k < outputs; k++)
            Weights[k] = new float[columns];
        Biases = new float[outputs];
    }

    /// <summary>W, a row for each output.</summary>
    public float[][] Weights { get; }

    /// <summary>b, an output each.</summary>
    public float[] Biases { get; }

    /// <summary>A copy of W in double precision.</summary>
    public double[][] PreciseWeights() => Array.ConvertAll(Weights, row => Array.ConvertAll(row, w => (double)w));

    /// <summary>
    /// Makes the biases average 0. The losses of classification only see differences of scores, so they leave a constant
    /// open that all biases may have in common.
    /// </summary>
    public void CenterBiases()
    {
        float mean = Biases.Average();
        for (int k = 0; k < Biases.Length; k++)
            Biases[k] -= mean;
    }
}
