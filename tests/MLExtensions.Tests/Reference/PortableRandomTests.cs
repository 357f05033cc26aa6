using MLExtensions.Reference.MadeUp;

namespace MLExtensions.Tests.Reference;

[TestClass]
public class PortableRandomTests
{
    [TestMethod]
    public void The_first_numbers_are_those_that_are_published_for_the_seed()
    {
        var random = new PortableRandom(1234567);
        ulong[] first = [random.Next(), random.Next(), random.Next()];
        CollectionAssert.AreEqual(new[] { 6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL }, first);
    }

    [TestMethod]
    public void Normal_numbers_have_mean_0_and_variance_1()
    {
        var random = new PortableRandom(1);
        float[] values = [.. Enumerable.Range(0, 100_000).Select(_ => random.Normal())];
        Assert.AreEqual(0, values.Average(), 0.01);
        Assert.AreEqual(1, values.Average(value => value * value), 0.02);
    }

    [TestMethod]
    public void Numbers_below_a_count_are_all_drawn_alike_often()
    {
        var random = new PortableRandom(1);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[random.Below(7)]++;
        foreach (int count in counts)
            Assert.AreEqual(10_000, count, 500);
    }
}
