using MLExtensions.Matrices;

namespace MLExtensions.Tests.Matrices;

[TestClass]
public class ColumnMomentsTests
{
    private const int Rows = 1_003;
    private const int Columns = 37;

    [TestMethod]
    [DataRow(0f, 1f)]
    [DataRow(1e6f, 1f)]
    [DataRow(-3f, 1e-6f)]
    [DataRow(0f, 1e-5f)]
    [DataRow(0f, 1e8f)]
    public void Estimates_have_five_digits(float mean, float spread)
    {
        DenseMatrix features = Draw(mean, spread);
        float[] weights = Weights();
        ColumnMoments estimate = ColumnMoments.Estimate(features, weights, 0, Columns, default);
        for (int f = 0; f < Columns; f++)
        {
            double[] x = [.. Enumerable.Range(0, Rows).Select(i => (double)features.Row(i)[f])];
            double center = Mean(x, weights);
            double variance = Mean(Array.ConvertAll(x, value => Math.Pow(value - center, 2)), weights);
            double fourth = Mean(Array.ConvertAll(x, value => Math.Pow(value - center, 4)), weights);
            Assert.AreEqual(center, estimate.Means[f], 1e-5 * Math.Sqrt(variance));
            Assert.AreEqual(variance, estimate.Variances[f], 1e-5 * variance);
            Assert.AreEqual(fourth, estimate.FourthMoments[f], 2e-5 * fourth);
        }
    }

    [TestMethod]
    [DataRow(1e-12f)]
    [DataRow(1e-30f)]
    [DataRow(1e-44f)]
    [DataRow(1e12f)]
    [DataRow(float.MaxValue)]
    public void Where_single_precision_is_too_narrow_there_is_double(float spread) => AssertPrecise(Draw(0, spread), Weights());

    [TestMethod]
    public void A_mean_far_from_where_most_rows_are_is_measured_in_double_precision()
    {
        var weights = new float[Rows];
        weights.AsSpan().Fill(1e-6f);
        weights.AsSpan(0, 20).Fill(1e6f);
        DenseMatrix features = Draw(0, 1);
        for (int i = 0; i < 20; i++)
            foreach (ref float x in features.Row(i))
                x = 1_000 + x / 1_000;
        AssertPrecise(features, weights);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(0.1f)]
    [DataRow(-1e-30f)]
    [DataRow(float.MaxValue)]
    public void A_constant_column_has_no_spread(float constant)
    {
        ColumnMoments moments = ColumnMoments.Estimate(Draw(constant, 0), Weights(), 0, Columns, default);
        Assert.IsTrue(moments.Means.All(mean => mean == constant));
        Assert.IsTrue(moments.Variances.All(variance => variance == 0));
    }

    [TestMethod]
    public void A_column_has_the_same_moments_in_whatever_strip()
    {
        DenseMatrix features = Draw(1, 1);
        for (int i = 0; i < Rows; i++)
            features.Row(i)[3] *= 1e20f;
        float[] weights = Weights();
        ColumnMoments all = ColumnMoments.Estimate(features, weights, 0, Columns, default);
        ColumnMoments strip = ColumnMoments.Estimate(features, weights, 16, Columns - 16, default);
        CollectionAssert.AreEqual(all.Means[16..], strip.Means);
        CollectionAssert.AreEqual(all.Variances[16..], strip.Variances);
        CollectionAssert.AreEqual(all.FourthMoments[16..], strip.FourthMoments);
    }

    private static void AssertPrecise(DenseMatrix features, float[] weights)
    {
        ColumnMoments estimate = ColumnMoments.Estimate(features, weights, 0, Columns, default);
        ColumnMoments precise = ColumnMoments.Measure(features, weights, 0, Columns, default);
        Assert.IsTrue(precise.Variances.All(variance => variance > 0));
        CollectionAssert.AreEqual(precise.Means, estimate.Means);
        CollectionAssert.AreEqual(precise.Variances, estimate.Variances);
        CollectionAssert.AreEqual(precise.FourthMoments, estimate.FourthMoments);
    }

    private static double Mean(double[] x, float[] weights)
    {
        double total = 0;
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            total += weights[i];
            sum += weights[i] * x[i];
        }

        return sum / total;
    }

    private static float[] Weights() => [.. Enumerable.Range(0, Rows).Select(i => 0.5f + i % 4)];

    private static DenseMatrix Draw(float mean, float spread)
    {
        var random = new Random(1);
        var builder = new DenseMatrix.Builder(Columns);
        for (int i = 0; i < Rows; i++)
            foreach (ref float x in builder.AddRow())
                x = mean + spread * (2 * random.NextSingle() - 1);
        return builder.Build();
    }
}
