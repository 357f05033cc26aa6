using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.Linear;

/// <summary>Balanced class weights: the formula, and what it is for.</summary>
[TestClass]
public class BalancedClassWeightsTests
{
    [TestMethod]
    public void Without_example_weights_it_is_what_scikit_learn_computes()
    {
        // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 1, 2, 2]): n / (K · count) = 2/3, 2, 1.
        AssertWeights([2f / 3, 2f / 3, 2f / 3, 2, 1, 1], classes: 3, [0, 0, 0, 1, 2, 2], [1, 1, 1, 1, 1, 1]);
    }

    [TestMethod]
    public void Example_weights_count()
    {
        // Σw = 12; the classes have 2, 6 and 4: factors 12 / (3 · 2), 12 / (3 · 6), 12 / (3 · 4).
        AssertWeights([2, 2, 4f / 3, 8f / 3, 4], classes: 3, [0, 0, 1, 1, 2], [1, 1, 2, 4, 4]);
    }

    [TestMethod]
    public void A_class_without_examples_takes_no_share()
    {
        // Σw = 4 over the two classes that are there: 2 each.
        AssertWeights([2f / 3, 2, 2f / 3, 2f / 3], classes: 5, [1, 3, 1, 1], [1, 1, 1, 1]);
        AssertWeights([1, 3], classes: 2, [1, 1], [1, 3]);
    }

    [TestMethod]
    public void Every_class_has_the_same_total_and_all_together_the_same_as_before()
    {
        var random = new Random(1);
        int[] targets = [.. Enumerable.Range(0, 1000).Select(_ => Math.Min(random.Next(10), random.Next(10)))];
        float[] before = [.. targets.Select(_ => 0.1f + random.NextSingle())];
        float[] after = [.. before];
        ClassWeights.Balanced.Apply(KeyedLabels.BareKeys(10), targets, after);

        double total = before.Sum(weight => (double)weight);
        double[] totals = [.. targets.Zip(after).GroupBy(pair => pair.First, pair => (double)pair.Second).Select(group => group.Sum())];
        Assert.HasCount(10, totals);
        foreach (double ofClass in totals)
            Assert.AreEqual(total / 10, ofClass, 1e-6 * total);
    }

    [TestMethod]
    public void A_factor_may_be_out_of_range_where_its_products_are_not() =>
        AssertWeights([5e29f, 5e29f], classes: 2, [0, 1], [1e30f, 1e-30f]);

    [TestMethod]
    public void A_product_out_of_range_is_refused()
    {
        float[] weights = [1e-45f, 1e38f, 1e-45f];
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => ClassWeights.Balanced.Apply(KeyedLabels.BareKeys(2), [0, 0, 1], weights));
        Assert.AreEqual(
            "The example weight 1.4E-45 times 0.5, the weight of its class '1', is 0; it must be positive and finite.", error.Message);
    }

    private static void AssertWeights(float[] expected, int classes, int[] targets, float[] weights)
    {
        DataViewSchema.Column label = KeyedLabels.BareKeys(classes);
        ClassWeights.Balanced.Apply(label, targets, weights);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], weights[i], 1e-6f * expected[i], $"example {i}");
    }
}
