namespace MLExtensions.Tests.Optimization.UpdateRules;

/// <summary>The formulas of the update rules, transcribed from their papers.</summary>
internal static class ScalarRules
{
    private const int Parameters = 4;

    public static ScalarRule GradientStep() => (x, gradient, alpha, _) =>
    {
        double[] g = gradient(x);
        for (int i = 0; i < Parameters; i++)
            x[i] -= alpha * g[i];
    };

    public static ScalarRule Momentum(double beta)
    {
        double[] m = new double[Parameters];
        return (x, gradient, alpha, _) =>
        {
            double[] g = gradient(x);
            for (int i = 0; i < Parameters; i++)
            {
                m[i] = beta * m[i] + (1 - beta) * g[i];
                x[i] -= alpha * m[i];
            }
        };
    }

    /// <summary>With the two points of the paper; the one compared is that where the next gradient is taken.</summary>
    public static ScalarRule Nesterov(double beta)
    {
        double[] m = new double[Parameters];
        double[]? z = null;
        return (x, gradient, alpha, _) =>
        {
            z ??= [.. x];
            double[] ahead = [.. z.Zip(m, (zi, mi) => zi - alpha * beta * mi)];
            double[] g = gradient(ahead);
            for (int i = 0; i < Parameters; i++)
            {
                m[i] = beta * m[i] + (1 - beta) * g[i];
                z[i] -= alpha * m[i];
                x[i] = z[i] - alpha * beta * m[i];
            }
        };
    }

    public static ScalarRule AdaGrad()
    {
        double[] sum = new double[Parameters];
        return (x, gradient, alpha, _) =>
        {
            double[] g = gradient(x);
            for (int i = 0; i < Parameters; i++)
            {
                sum[i] += g[i] * g[i];
                x[i] -= alpha * g[i] / Math.Sqrt(sum[i]);
            }
        };
    }

    public static ScalarRule AdamW(double decay)
    {
        var direction = AdamDirection(epsilon: 1e-8);
        return (x, gradient, alpha, t) =>
        {
            double[] d = direction(gradient(x), t);
            for (int i = 0; i < Parameters; i++)
                x[i] -= alpha * (d[i] + decay * x[i]);
        };
    }

    public static ScalarRule Lamb(double decay)
    {
        var direction = AdamDirection(epsilon: 1e-6);
        return (x, gradient, alpha, t) =>
        {
            double[] u = direction(gradient(x), t);
            for (int i = 0; i < Parameters; i++)
                u[i] += decay * x[i];
            for (int row = 0; row < 2; row++)
            {
                double ratio = double.Hypot(x[row], x[row + 2]) / double.Hypot(u[row], u[row + 2]);
                x[row] -= alpha * ratio * u[row];
                x[row + 2] -= alpha * ratio * u[row + 2];
            }
        };
    }

    private static Func<double[], int, double[]> AdamDirection(double epsilon)
    {
        double[] m = new double[Parameters];
        double[] v = new double[Parameters];
        return (g, t) =>
        {
            double[] direction = new double[Parameters];
            for (int i = 0; i < Parameters; i++)
            {
                m[i] = 0.9 * m[i] + 0.1 * g[i];
                v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                direction[i] = m[i] / (1 - Math.Pow(0.9, t)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + epsilon);
            }

            return direction;
        };
    }
}
