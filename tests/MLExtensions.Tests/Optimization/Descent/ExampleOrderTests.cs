using CsCheck;
using MLExtensions.Optimization.Descent;

namespace MLExtensions.Tests.Optimization.Descent;

[TestClass]
public class ExampleOrderTests
{
    [TestMethod]
    public void An_epoch_visits_every_example_once_in_batches_of_nearly_equal_size() =>
        Gen.Select(Gen.Int[1, 500], Gen.Int[1, 200], Gen.Int).Sample((examples, batchSize, seed) =>
        {
            var order = new ExampleOrder(examples, batchSize, new Random(seed));
            for (int epoch = 0; epoch < 2; epoch++)
            {
                order.BeginEpoch();
                int[][] batches = [.. Enumerable.Range(0, order.Batches).Select(b => order.Batch(b).ToArray())];
                CollectionAssert.AreEquivalent(Enumerable.Range(0, examples).ToArray(), batches.SelectMany(batch => batch).ToArray());
                Assert.IsLessThanOrEqualTo(batchSize, batches.Max(batch => batch.Length));
                Assert.IsLessThanOrEqualTo(1, batches.Max(batch => batch.Length) - batches.Min(batch => batch.Length));
            }
        });

    [TestMethod]
    public void The_same_seed_gives_the_same_order_and_epochs_differ()
    {
        var first = new ExampleOrder(50, 50, new Random(7));
        var second = new ExampleOrder(50, 50, new Random(7));
        first.BeginEpoch();
        second.BeginEpoch();
        int[] epoch = first.Batch(0).ToArray();
        CollectionAssert.AreEqual(epoch, second.Batch(0).ToArray());
        first.BeginEpoch();
        CollectionAssert.AreNotEqual(epoch, first.Batch(0).ToArray());
    }

    [TestMethod]
    public void Without_a_generator_the_order_is_the_one_given()
    {
        var order = new ExampleOrder(10, 4, random: null);
        order.BeginEpoch();
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, order.Batch(0).ToArray());
        CollectionAssert.AreEqual(new[] { 3, 4, 5 }, order.Batch(1).ToArray());
        CollectionAssert.AreEqual(new[] { 6, 7, 8, 9 }, order.Batch(2).ToArray());
    }
}
