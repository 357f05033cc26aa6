using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Tests.Optimization;

[TestClass]
public class AdamTests
{
    [TestMethod]
    public void Steps_are_those_of_the_paper_s_algorithm()
    {
        var rule = new Adam<double>();
        double[] x = [1, -2, 3];
        double[] state = new double[6];

        double[] y = [.. x];
        double[] m = new double[3];
        double[] v = new double[3];
        for (int t = 1; t <= 20; t++)
        {
            rule.Update(x, Gradient(x), state, stepSize: 0.1, iteration: t);

            double[] g = Gradient(y);
            for (int i = 0; i < 3; i++)
            {
                m[i] = 0.9 * m[i] + 0.1 * g[i];
                v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                y[i] -= 0.1 * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
            }
        }

        for (int i = 0; i < 3; i++)
            Assert.AreEqual(y[i], x[i], 1e-12);

        static double[] Gradient(double[] at) => [2 * at[0], 20 * at[1] + at[0], Math.Cos(at[2])];
    }

    [TestMethod]
    public void The_first_step_is_the_step_size_whatever_the_gradient_s_scale()
    {
        double[] x = [0, 0];
        new Adam<double>().Update(x, [1e-3, -1e6], new double[4], stepSize: 0.5, iteration: 1);
        Assert.AreEqual(-0.5, x[0], 1e-4);
        Assert.AreEqual(0.5, x[1], 1e-4);
    }
}
