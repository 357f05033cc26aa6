using System.Globalization;

namespace MLExtensions.Optimization.Problem;

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

    /// <summary>Gives the scores another unit.</summary>
    /// <param name="factor">What they are multiplied by.</param>
    /// <exception cref="InvalidOperationException">A weight or bias is then beyond single precision.</exception>
    public void Multiply(double factor)
    {
        foreach (float[] numbers in (float[][])[.. Weights, Biases])
        {
            for (int f = 0; f < numbers.Length; f++)
            {
                double product = factor * numbers[f];
                numbers[f] = (float)product;
                if (!float.IsFinite(numbers[f]))
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A weight or bias is {product:G3}, beyond single precision: scores are too large."));
            }
        }
    }
}
