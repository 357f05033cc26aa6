namespace MLExtensions.Tests.Optimization.Functions;

[TestClass]
public class GradientCheckTests
{
    private static readonly double[] _x = [0.3, -1.2, 2];

    [TestMethod]
    public void A_right_gradient_passes() =>
        Assert.IsLessThan(1e-9, GradientCheck.Run(With(error: 0, at: 0), _x).RelativeError);

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public void A_planted_error_is_found_at_its_coordinate(int index)
    {
        double[] right = new double[3];
        With(error: 0, at: 0)(_x, right);

        GradientCheckResult result = GradientCheck.Run(With(error: 1e-3, at: index), _x);
        Assert.AreEqual(index, result.Index);
        Assert.AreEqual(right[index] + 1e-3, result.Analytic, 1e-15);
        Assert.AreEqual(right[index], result.Numeric, 1e-8);
        Assert.AreEqual(1e-3 / right.Max(Math.Abs), result.RelativeError, 1e-6);
    }

    [TestMethod]
    public void NaN_is_the_worst_error()
    {
        GradientCheckResult result = GradientCheck.Run(With(error: double.NaN, at: 1), _x);
        Assert.AreEqual(1, result.Index);
        Assert.IsTrue(double.IsNaN(result.RelativeError));
        Assert.IsTrue(double.IsNaN(GradientCheck.Run((_, _) => double.NaN, _x).RelativeError));
    }

    [TestMethod]
    public void A_flat_function_passes() => Assert.AreEqual(0, GradientCheck.Run((_, _) => 7, _x).RelativeError);

    [TestMethod]
    public void Wrong_arguments_are_refused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => GradientCheck.Run(null!, _x));
        Assert.ThrowsExactly<ArgumentException>(() => GradientCheck.Run(With(0, 0), []));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => GradientCheck.Run(With(0, 0), _x, epsilon: 0));
    }

    // x₀² x₁ + sin x₂.
    private static DifferentiableFunction With(double error, int at) => (x, g) =>
    {
        g[0] = 2 * x[0] * x[1];
        g[1] = x[0] * x[0];
        g[2] = Math.Cos(x[2]);
        g[at] += error;
        return x[0] * x[0] * x[1] + Math.Sin(x[2]);
    };
}
