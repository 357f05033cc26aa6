namespace Polynomials;

/// <summary>What there is to find: y = 1.5x² + 2.3x + 2, seen through noise.</summary>
internal static class Parabola
{
    /// <summary>The standard deviation of the noise: no model can be expected to err less.</summary>
    public const double Noise = 0.5;

    /// <summary>x is drawn from [−2, 2].</summary>
    public const double Edge = 2;

    /// <summary>Of 1, x, x².</summary>
    public static IReadOnlyList<double> Coefficients { get; } = [2, 2.3, 1.5];

    public static double Value(double x) => Coefficients[0] + x * (Coefficients[1] + x * Coefficients[2]);

    public static Observation[] Draw(int count, Random random)
    {
        var sample = new Observation[count];
        for (int i = 0; i < count; i++)
        {
            double x = double.Lerp(-Edge, Edge, random.NextDouble());
            sample[i] = new Observation((float)x, (float)(Value(x) + Noise * Normal(random)));
        }

        return sample;
    }

    /// <summary>A standard normal number, by Box and Muller.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
