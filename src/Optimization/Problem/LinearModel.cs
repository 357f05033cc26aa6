using System.Globalization;
using System.Numerics.Tensors;

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

    /// <summary>The vector of two classes that are opposite, w₁ − w₀, and its bias: a model of one output.</summary>
    public LinearModel Difference()
    {
        var difference = new LinearModel(outputs: 1, Weights[0].Length);
        TensorPrimitives.Subtract(Weights[1], Weights[0], difference.Weights[0]);
        difference.Biases[0] = Biases[1] - Biases[0];
        return difference;
    }

    /// <summary>
    /// Two classes that are opposite, half of this model's one vector each: their difference is this model, to the bit.
    /// </summary>
    public LinearModel OppositeHalves()
    {
        var halves = new LinearModel(outputs: 2, Weights[0].Length);
        TensorPrimitives.Multiply(Weights[0], 0.5f, halves.Weights[1]);
        TensorPrimitives.Multiply(Weights[0], -0.5f, halves.Weights[0]);
        (halves.Biases[0], halves.Biases[1]) = (-0.5f * Biases[0], 0.5f * Biases[0]);
        return halves;
    }

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
