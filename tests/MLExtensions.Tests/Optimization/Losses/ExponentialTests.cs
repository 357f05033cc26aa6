using MLExtensions.Optimization.Losses;

namespace MLExtensions.Tests.Optimization.Losses;

[TestClass]
public class ExponentialTests
{
    [TestMethod]
    public void Exponentials_have_the_digits_of_single_precision()
    {
        for (double x = -87; x <= 0; x += 1.0 / 1024)
        {
            double expected = Math.Exp((float)x);
            Assert.AreEqual(expected, Exp((float)x)[0], 1.2e-7 * expected, $"exp {x}");
        }
    }

    [TestMethod]
    [DataRow(0f, 1f)]
    [DataRow(-0f, 1f)]
    [DataRow(-87.01f, 0f)]
    [DataRow(-1e30f, 0f)]
    [DataRow(float.NegativeInfinity, 0f)]
    [DataRow(float.NaN, float.NaN)]
    public void Extremes_have_the_exponentials_they_should(float x, float expected) => Assert.AreEqual(expected, Exp(x)[0]);

    [TestMethod]
    public void An_exponential_is_the_same_wherever_it_stands()
    {
        float expected = Exp(-1.2345f)[0];
        for (int count = 1; count < 70; count++)
        {
            float[] all = Exp([.. Enumerable.Repeat(-1.2345f, count)]);
            Assert.IsTrue(all.All(value => value == expected), $"{count} numbers");
        }
    }

    [TestMethod]
    public void Logarithms_have_the_digits_of_single_precision()
    {
        float[] x = [.. Enumerable.Range(0, 1_001).Select(i => 1 + i / 7f)];
        float[] logs = [.. x];
        Exponential.Log<float>(logs);
        for (int i = 0; i < x.Length; i++)
            Assert.AreEqual(Math.Log(x[i]), logs[i], 1e-6, $"log {x[i]}");
    }

    private static float[] Exp(params float[] x)
    {
        Exponential.Exp<float>(x);
        return x;
    }
}
