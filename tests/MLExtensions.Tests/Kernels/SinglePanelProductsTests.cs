using MLExtensions.Kernels;

namespace MLExtensions.Tests.Kernels;

/// <summary>Against plain loops; entries are small whole numbers, so that all sums are exact.</summary>
[TestClass]
public unsafe class SinglePanelProductsTests
{
    private static readonly int[] _columns = [1, 2, 3, 4, 7, 16];
    private static readonly int[] _outputs = [1, 2, 3, 4, 5, 6, 7, 26];
    private static readonly int[] _lengths = [32, 64, 224];

    [TestMethod]
    public void Scores_are_sums_of_products_and_the_bias()
    {
        foreach ((int columns, int outputs, int length) in Shapes())
        {
            float[] x = Draw(columns * length, 1);
            float[] w = Draw(outputs * columns, 2);
            float[] b = Draw(outputs, 3);
            var scores = new float[outputs * length + 1];
            scores[^1] = float.MaxValue;
            fixed (float* xs = x, ws = w, bs = b, s = scores)
                SinglePanelProducts.Score(xs, columns, length, ws, bs, outputs, s);
            for (int k = 0; k < outputs; k++)
            {
                for (int i = 0; i < length; i++)
                {
                    float expected = b[k];
                    for (int f = 0; f < columns; f++)
                        expected += w[k * columns + f] * x[f * length + i];
                    Assert.AreEqual(expected, scores[k * length + i], $"{columns} columns, {outputs} outputs, {length} examples");
                }
            }

            Assert.AreEqual(float.MaxValue, scores[^1]);
        }
    }

    [TestMethod]
    public void Products_are_added_where_they_belong()
    {
        foreach ((int columns, int outputs, int length) in Shapes())
        {
            float[] a = Draw(outputs * length, 4);
            float[] x = Draw(columns * length, 5);
            float[] before = Draw(outputs * columns + 1, 6);
            float[] target = [.. before];
            fixed (float* factors = a, xs = x, t = target)
                SinglePanelProducts.AddProducts(factors, outputs, xs, columns, length, t);
            for (int k = 0; k < outputs; k++)
            {
                for (int f = 0; f < columns; f++)
                {
                    float expected = before[k * columns + f];
                    for (int i = 0; i < length; i++)
                        expected += a[k * length + i] * x[f * length + i];
                    Assert.AreEqual(expected, target[k * columns + f], $"{columns} columns, {outputs} outputs, {length} examples");
                }
            }

            Assert.AreEqual(before[^1], target[^1]);
        }
    }

    private static IEnumerable<(int Columns, int Outputs, int Length)> Shapes()
    {
        if (!SinglePanelProducts.IsSupported)
            Assert.Inconclusive("This processor has no vectors of eight.");
        return from columns in _columns from outputs in _outputs from length in _lengths select (columns, outputs, length);
    }

    private static float[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-4, 5))];
    }
}
