using MLExtensions.Kernels;

namespace MLExtensions.Tests.Kernels;

/// <summary>Against plain loops; entries are small whole numbers, so that all sums are exact.</summary>
[TestClass]
public unsafe class PanelProductsTests
{
    private static readonly int[] _columns = [1, 2, 3, 4, 5, 6, 7, 8, 9, 21];
    private static readonly int[] _outputs = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13];
    private static readonly int[] _lengths = [16, 32, 48, 256];

    [TestMethod]
    public void Scores_are_sums_of_products_and_the_bias()
    {
        foreach ((int columns, int outputs, int length) in Shapes())
        {
            double[] x = Draw(columns * length, 1);
            double[] w = Draw(outputs * columns, 2);
            double[] b = Draw(outputs, 3);
            double[] scores = Filled(outputs * length + 1);
            fixed (double* xs = x, s = scores)
                PanelProducts.Score(xs, columns, length, w, b, s);
            for (int k = 0; k < outputs; k++)
            {
                for (int i = 0; i < length; i++)
                {
                    double expected = b[k];
                    for (int f = 0; f < columns; f++)
                        expected += w[k * columns + f] * x[f * length + i];
                    Assert.AreEqual(expected, scores[k * length + i], $"{columns} columns, {outputs} outputs, {length} examples");
                }
            }

            Assert.AreEqual(double.MaxValue, scores[^1]);
        }
    }

    [TestMethod]
    public void Products_are_added_where_they_belong()
    {
        foreach ((int columns, int outputs, int length) in Shapes())
        {
            int stride = columns + 3;
            double[] a = Draw(outputs * length, 4);
            double[] x = Draw(columns * length, 5);
            double[] before = Draw(outputs * stride, 6);
            double[] target = [.. before];
            fixed (double* factors = a, xs = x, t = target)
                PanelProducts.AddProducts(factors, outputs, xs, columns, length, t, stride);
            for (int k = 0; k < outputs; k++)
            {
                for (int f = 0; f < stride; f++)
                {
                    double expected = before[k * stride + f];
                    for (int i = 0; f < columns && i < length; i++)
                        expected += a[k * length + i] * x[f * length + i];
                    Assert.AreEqual(expected, target[k * stride + f], $"{columns} columns, {outputs} outputs, {length} examples");
                }
            }
        }
    }

    private static IEnumerable<(int Columns, int Outputs, int Length)> Shapes() =>
        from columns in _columns from outputs in _outputs from length in _lengths select (columns, outputs, length);

    private static double[] Draw(int count, int seed)
    {
        var random = new Random(seed + 10 * count);
        return [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(-50, 51))];
    }

    private static double[] Filled(int count)
    {
        var numbers = new double[count];
        Array.Fill(numbers, double.MaxValue);
        return numbers;
    }
}
