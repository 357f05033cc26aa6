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
}
