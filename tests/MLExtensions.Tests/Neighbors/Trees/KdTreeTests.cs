using MLExtensions.Matrices;
using MLExtensions.Neighbors.Trees;

namespace MLExtensions.Tests.Neighbors.Trees;

[TestClass]
public class KdTreeTests
{
    [TestMethod]
    [DataRow(1, 3)]
    [DataRow(31, 1)]
    [DataRow(32, 2)]
    [DataRow(33, 2)]
    [DataRow(65, 0)]
    [DataRow(1000, 5)]
    [DataRow(20_001, 2)]
    public void Every_row_is_in_one_leaf_and_in_the_boxes_above_it(int rows, int columns)
    {
        float[][] known = Searching.Uniform(rows, columns, seed: 1);
        var tree = new KdTree(known.ToDense(), numberOfThreads: 2);
        Assert.AreEqual(rows, tree.Rows);
        Assert.AreEqual(columns, tree.Columns);
        var seen = new List<int>();
        for (int leaf = tree.FirstLeaf; leaf < 2 * tree.FirstLeaf + 1; leaf++)
        {
            int[] numbers = tree.RowNumbers(leaf).ToArray();
            seen.AddRange(numbers);
            Assert.IsInRange(1, KdTree.MostLeafRows, numbers.Length);
            for (int i = 0; i < numbers.Length; i++)
            {
                Assert.IsTrue(i == 0 || numbers[i] > numbers[i - 1]);
                float[] row = known[numbers[i]];
                for (int column = 0; column < columns; column++)
                    Assert.AreEqual(row[column], tree.Entries(leaf)[column * tree.LeafStride + i]);
                AssertInBoxes(tree, leaf, row);
            }
        }

        CollectionAssert.AreEquivalent(Enumerable.Range(0, rows).ToArray(), seen);
    }

    [TestMethod]
    public void What_is_left_of_a_leaf_is_zero()
    {
        var tree = new KdTree(Searching.Uniform(37, 2, seed: 1).ToDense(), numberOfThreads: 2);
        Assert.AreEqual(24, tree.LeafStride);
        for (int leaf = tree.FirstLeaf; leaf < 2 * tree.FirstLeaf + 1; leaf++)
            for (int column = 0; column < 2; column++)
                foreach (float entry in tree.Entries(leaf)[(column * tree.LeafStride)..][tree.RowNumbers(leaf).Length..tree.LeafStride])
                    Assert.AreEqual(0, entry);
    }

    [TestMethod]
    public void Boxes_are_no_larger_than_their_rows()
    {
        float[][] known = Searching.Uniform(500, 3, seed: 2);
        var tree = new KdTree(known.ToDense(), numberOfThreads: 2);
        for (int node = 0; node < 2 * tree.FirstLeaf + 1; node++)
        {
            float[][] rows = [.. RowsBelow(tree, node).Select(row => known[row])];
            for (int column = 0; column < 3; column++)
            {
                Assert.AreEqual(rows.Min(row => row[column]), tree.Low(node)[column]);
                Assert.AreEqual(rows.Max(row => row[column]), tree.High(node)[column]);
            }
        }
    }

    [TestMethod]
    [DataRow(1, 3)]
    [DataRow(100, 0)]
    [DataRow(777, 4)]
    public void The_rows_come_back_in_their_order(int rows, int columns)
    {
        float[][] known = Searching.Uniform(rows, columns, seed: 3);
        DenseMatrix matrix = new KdTree(known.ToDense(), numberOfThreads: 2).ToMatrix();
        Assert.AreEqual(rows, matrix.Rows);
        Assert.AreEqual(columns, matrix.Columns);
        for (int row = 0; row < rows; row++)
            CollectionAssert.AreEqual(known[row], matrix.Row(row).ToArray());
    }

    [TestMethod]
    public void Equal_rows_are_spread_evenly()
    {
        var tree = new KdTree(Enumerable.Repeat(new float[] { 1, 2 }, 1000).ToArray().ToDense(), numberOfThreads: 2);
        for (int leaf = tree.FirstLeaf; leaf < 2 * tree.FirstLeaf + 1; leaf++)
            Assert.IsInRange(31, 32, tree.RowNumbers(leaf).Length);
    }

    private static void AssertInBoxes(KdTree tree, int leaf, float[] row)
    {
        for (int node = leaf; ; node = (node - 1) / 2)
        {
            for (int column = 0; column < row.Length; column++)
                Assert.IsTrue(tree.Low(node)[column] <= row[column] && row[column] <= tree.High(node)[column]);
            if (node == 0)
                return;
        }
    }

    private static IEnumerable<int> RowsBelow(KdTree tree, int node) => node >= tree.FirstLeaf
        ? tree.RowNumbers(node).ToArray()
        : RowsBelow(tree, 2 * node + 1).Concat(RowsBelow(tree, 2 * node + 2));
}
