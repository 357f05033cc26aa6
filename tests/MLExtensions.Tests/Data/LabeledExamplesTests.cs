using MLExtensions.Data;
using MLExtensions.Matrices;

namespace MLExtensions.Tests.Data;

[TestClass]
public class LabeledExamplesTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Held_out_and_trained_on_are_all_rows_each_once_in_their_order(bool sparse)
    {
        LabeledExamples<int> all = Examples(100, sparse, row => row % 3);
        (LabeledExamples<int> training, LabeledExamples<int> heldOut) = all.HoldOut(0.25, new Random(1));
        Assert.AreEqual(25, heldOut.Targets.Length);
        int[] trainingRows = Rows(training);
        int[] heldOutRows = Rows(heldOut);
        CollectionAssert.AreEqual(trainingRows.Order().ToArray(), trainingRows);
        CollectionAssert.AreEqual(heldOutRows.Order().ToArray(), heldOutRows);
        CollectionAssert.AreEqual(Enumerable.Range(0, 100).ToArray(), trainingRows.Concat(heldOutRows).Order().ToArray());
    }

    [TestMethod]
    public void Every_class_is_held_out_in_proportion()
    {
        LabeledExamples<int> all = Examples(1000, sparse: false, row => row < 900 ? 0 : row < 980 ? 1 : 2);
        for (int seed = 0; seed < 20; seed++)
        {
            (_, LabeledExamples<int> heldOut) = all.HoldOut(0.1, new Random(seed));
            foreach ((int target, int expected) in (ReadOnlySpan<(int, int)>)[(0, 90), (1, 8), (2, 2)])
                Assert.IsInRange(expected - 1, expected + 1, heldOut.Targets.Count(y => y == target));
        }
    }

    [TestMethod]
    public void Seeds_hold_different_rows_out_and_every_row_has_its_chance()
    {
        LabeledExamples<float> all = Examples<float>(40, sparse: false, row => row);
        int[] times = new int[40];
        for (int seed = 0; seed < 400; seed++)
            foreach (int row in Rows(all.HoldOut(0.25, new Random(seed)).HeldOut))
                times[row]++;
        Assert.IsInRange(50, 150, times.Min());
        Assert.IsInRange(50, 150, times.Max());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Holding_out_can_be_cancelled(bool sparse)
    {
        LabeledExamples<int> all = Examples(20, sparse, i => i % 2);
        Assert.ThrowsExactly<OperationCanceledException>(() => all.HoldOut(0.25, new Random(1), new CancellationToken(canceled: true)));
    }

    private static int[] Rows<TTarget>(LabeledExamples<TTarget> examples)
    {
        int[] rows = Array.ConvertAll(examples.Weights, weight => (int)weight - 1);
        for (int i = 0; i < rows.Length; i++)
        {
            float entry = examples.Features switch
            {
                DenseMatrix dense => dense.Row(i)[0],
                SparseMatrix sparse => sparse.Values(i)[0],
                _ => float.NaN,
            };
            Assert.AreEqual(10f * (rows[i] + 1), entry);
        }

        return rows;
    }

    private static LabeledExamples<TTarget> Examples<TTarget>(int count, bool sparse, Func<int, TTarget> target)
    {
        var dense = new DenseMatrix.Builder(2);
        var sparseBuilder = new SparseMatrix.Builder(2);
        for (int i = 0; i < count; i++)
        {
            dense.AddRow()[0] = 10 * (i + 1);
            sparseBuilder.Add(0, 10 * (i + 1));
            sparseBuilder.EndRow();
        }

        return new LabeledExamples<TTarget>(
            sparse ? sparseBuilder.Build() : dense.Build(),
            [.. Enumerable.Range(0, count).Select(target)],
            [.. Enumerable.Range(1, count).Select(i => (float)i)]);
    }
}
