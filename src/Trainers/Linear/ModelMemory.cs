using System.Globalization;
using MLExtensions.Arguments;

namespace MLExtensions.Trainers.Linear;

/// <summary>The memory that training a linear model takes, told before it is asked for.</summary>
internal static class ModelMemory
{
    /// <summary>Throws if models have more weights than there is room for.</summary>
    /// <param name="outputs">Rows of weights of a model.</param>
    /// <param name="columns">Features.</param>
    /// <param name="bytesPerWeight">The least that training takes for each weight of a model.</param>
    /// <param name="models">How many are trained together, one after the other.</param>
    /// <param name="isOneArray">Whether the weights of a model, and its biases, are one array.</param>
    /// <param name="available">How much there is, in bytes.</param>
    /// <exception cref="InvalidOperationException">They have.</exception>
    public static void Require(int outputs, int columns, int bytesPerWeight, int models, bool isOneArray, long available)
    {
        // In double precision, as the products may be beyond any whole number.
        double weights = (double)outputs * columns;
        double bytes = weights * (bytesPerWeight + (models - 1) * sizeof(float));
        bool fitsArray = !isOneArray || weights + outputs <= Array.MaxLength;
        if (fitsArray && bytes <= available)
            return;

        string what = outputs == 1 ? $"{Text(columns)} features" : $"{Text(outputs)} classes × {Text(columns)} features";
        string together = models == 1 ? "training takes" : $"training {Text(models)} models together takes";
        string limit = bytes > available ? $"there are {AmountText.OfBytes(available)}" : $"one array holds at most {Text(Array.MaxLength)}";
        throw new InvalidOperationException(
            $"{what} are {Text(weights)} weights: {together} at least {AmountText.OfBytes(bytes)} of memory, and {limit}. Take fewer features, as by fewer bits of a hash or by feature selection, or fewer classes.");
    }

    private static string Text(double number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
