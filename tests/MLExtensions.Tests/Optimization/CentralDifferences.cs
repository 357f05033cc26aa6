namespace MLExtensions.Tests.Optimization;

/// <summary>Gradients by (f(x + ε) − f(x − ε)) / 2ε.</summary>
internal static class CentralDifferences
{
    /// <summary>The largest difference of an entry from the gradient given, relative to the gradient's largest entry.</summary>
    public static double WorstRelativeError(Func<double[], double> function, double[] x, double[] gradient, double epsilon)
    {
        double scale = gradient.Max(Math.Abs);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] above = [.. x];
            double[] below = [.. x];
            above[i] += epsilon;
            below[i] -= epsilon;
            double difference = (function(above) - function(below)) / (above[i] - below[i]);
            worst = Math.Max(worst, Math.Abs(difference - gradient[i]) / scale);
        }

        return worst;
    }
}
