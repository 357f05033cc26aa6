using CsCheck;
using MLExtensions.Optimization.Hinge.Bounds;

namespace MLExtensions.Tests.Optimization.Hinge.Bounds;

[TestClass]
public class ClassFlowsTests
{
    [TestMethod]
    public void Each_class_gains_what_it_loses() => Gen.Int[2, 6].SelectMany(classes => Gen.Double[0.001, 100].Array[classes].Array[classes]).Sample(
        matrix =>
        {
            ClassFlows flows = Of(matrix);
            Assert.IsTrue(flows.TryBalance());
            AssertBalanced(matrix, flows);
        },
        iter: 200);

    [TestMethod]
    public void Flows_with_holes_are_balanced_or_dropped() => Gen.Int[2, 6]
        .SelectMany(classes => Gen.Select(Gen.Int[0, 2], Gen.Double[0.1, 100]).Array[classes].Array[classes])
        .Sample(
            entries =>
            {
                double[][] matrix = Array.ConvertAll(entries, row => Array.ConvertAll(row, entry => entry.Item1 == 0 ? entry.Item2 : 0));
                ClassFlows flows = Of(matrix);
                if (flows.TryBalance())
                    AssertBalanced(matrix, flows);
            },
            iter: 500);

    [TestMethod]
    public void What_flows_one_way_only_is_dropped()
    {
        ClassFlows flows = Of([[0, 1, 5], [2, 0, 7], [0, 0, 0]]);
        Assert.IsTrue(flows.TryBalance());
        Assert.AreEqual(0, flows.Factor(0, 2));
        Assert.AreEqual(0, flows.Factor(1, 2));
        Assert.AreEqual(Math.Sqrt(2), flows.Factor(0, 1), 1e-9);
        Assert.AreEqual(Math.Sqrt(0.5), flows.Factor(1, 0), 1e-9);
    }

    private static ClassFlows Of(double[][] matrix)
    {
        var flows = new ClassFlows(matrix.Length);
        flows.Clear();
        for (int k = 0; k < matrix.Length; k++)
            matrix[k].CopyTo(flows.Of(k));
        return flows;
    }

    private static void AssertBalanced(double[][] matrix, ClassFlows flows)
    {
        double total = matrix.Sum(row => row.Sum());
        for (int k = 0; k < matrix.Length; k++)
        {
            double change = 0;
            for (int j = 0; j < matrix.Length; j++)
                if (j != k)
                    change += matrix[k][j] * flows.Factor(k, j) - matrix[j][k] * flows.Factor(j, k);
            Assert.AreEqual(0, change, 1e-9 * total);
        }
    }
}
