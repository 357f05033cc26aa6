using MLExtensions.Arguments;

namespace MLExtensions;

/// <summary>Checks a gradient against central differences.</summary>
/// <remarks>
/// <code>
/// ∂f/∂xᵢ ≈ (f(x + ε eᵢ) − f(x − ε eᵢ)) / 2ε
/// </code>
/// Off by about ε² f‴/6 for the curve and by f · 10⁻¹⁶/ε for rounding. Nocedal and Wright, Numerical Optimization,
/// 2nd ed. (2006), section 8.1. PyTorch: <c>torch.autograd.gradcheck</c>; SciPy: <c>check_grad</c>.
/// </remarks>
public static class GradientCheck
{
    /// <summary>Finds the coordinate in which the gradient is farthest from the differences.</summary>
    /// <param name="function">f and the gradient to be checked; evaluated 1 + 2n times.</param>
    /// <param name="x">The point, away from kinks by more than ε; at least one variable, all finite.</param>
    /// <param name="epsilon">ε; positive, in the units of <paramref name="x"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="x"/> is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not positive and finite.</exception>
    public static GradientCheckResult Run(DifferentiableFunction function, ReadOnlySpan<double> x, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(function);
        Guard.FinitePoint(x);
        Guard.Positive(epsilon);

        double[] analytic = new double[x.Length];
        function(x, analytic);
        double[] numeric = CentralDifferences(function, x, epsilon);

        double scale = 0;
        for (int i = 0; i < x.Length; i++)
            scale = double.MaxNumber(scale, double.MaxNumber(Math.Abs(analytic[i]), Math.Abs(numeric[i])));

        int worst = 0;
        double worstError = 0;
        for (int i = 0; i < x.Length; i++)
        {
            // Where both are 0 throughout, there is nothing to be relative to.
            double difference = Math.Abs(analytic[i] - numeric[i]);
            double error = difference == 0 ? 0 : difference / scale;

            // The first NaN is worse than any number.
            if (error > worstError || (double.IsNaN(error) && !double.IsNaN(worstError)))
                (worst, worstError) = (i, error);
        }

        return new GradientCheckResult(worst, analytic[worst], numeric[worst], worstError);
    }

    private static double[] CentralDifferences(DifferentiableFunction function, ReadOnlySpan<double> x, double epsilon)
    {
        double[] differences = new double[x.Length];
        double[] unused = new double[x.Length];
        double[] moved = x.ToArray();
        for (int i = 0; i < x.Length; i++)
        {
            double above = x[i] + epsilon;
            double below = x[i] - epsilon;
            differences[i] = (ValueWith(i, above) - ValueWith(i, below)) / (above - below);
            moved[i] = x[i];
        }

        return differences;

        double ValueWith(int i, double value)
        {
            moved[i] = value;
            Array.Clear(unused);
            return function(moved, unused);
        }
    }
}
