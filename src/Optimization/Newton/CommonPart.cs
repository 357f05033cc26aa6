using System.Numerics.Tensors;

namespace MLExtensions.Optimization.Newton;

/// <summary>What all outputs have in common, which losses of classes do not see.</summary>
internal static class CommonPart
{
    /// <summary>Takes it off a number of each output.</summary>
    public static void TakeOff(Span<double> numbers) =>
        TensorPrimitives.Subtract(numbers, TensorPrimitives.Sum<double>(numbers) / numbers.Length, numbers);

    /// <summary>Takes it off the weights of each output.</summary>
    /// <param name="weights">Outputs × columns.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="common">Receives what they had in common.</param>
    public static void TakeOff(Span<double> weights, int outputs, Span<double> common)
    {
        int columns = weights.Length / outputs;
        Span<double> mean = common[..columns];
        mean.Clear();
        for (int k = 0; k < outputs; k++)
            TensorPrimitives.Add(mean, weights.Slice(k * columns, columns), mean);
        TensorPrimitives.Divide(mean, outputs, mean);
        for (int k = 0; k < outputs; k++)
        {
            Span<double> ofOutput = weights.Slice(k * columns, columns);
            TensorPrimitives.Subtract(ofOutput, mean, ofOutput);
        }
    }
}
