namespace MLExtensions.Optimization.Linear;

/// <summary>Scores W x + b, a class each.</summary>
internal sealed class LinearModel
{
    public LinearModel(int classes, int columns)
    {
        Weights = new float[classes][];
        for (int k = 0; k < classes; k++)
            Weights[k] = new float[columns];
        Biases = new float[classes];
    }

    /// <summary>W, a row for each class.</summary>
    public float[][] Weights { get; }

    /// <summary>b, a class each.</summary>
    public float[] Biases { get; }

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
