using MLExtensions.Algebra;

namespace MLExtensions.Tests.Algebra;

[TestClass]
public class RowSortedQrTests
{
    [TestMethod]
    public void A_line_through_four_points_worked_by_hand()
    {
        // Through (0, 6), (1, 5), (2, 7) and (3, 10): 4.9 + 1.4 x.
        double[] x = RowSortedQr.Solve([[1, 1, 1, 1], [0, 1, 2, 3]], [6, 5, 7, 10], default);
        Assert.AreEqual(4.9, x[0], 1e-14);
        Assert.AreEqual(1.4, x[1], 1e-14);
    }

    [TestMethod]
    [DataRow(1e10)]
    [DataRow(1e30)]
    [DataRow(1e100)]
    public void Rows_of_any_size_are_kept_apart(double size)
    {
        // Two large rows fix x₀ + x₁ + x₂ = 6 and x₀ − x₁ = −1; of the small ones is the mean left: 2 x₂ = 5 and 7.
        double[] x = RowSortedQr.Solve(
            [[0, size, 0, size], [0, size, 0, -size], [2, size, 2, 0]], [5, 6 * size, 7, -size], default);
        Assert.AreEqual(1, x[0], 1e-13);
        Assert.AreEqual(2, x[1], 1e-13);
        Assert.AreEqual(3, x[2], 1e-13);
    }

    [TestMethod]
    public void It_is_cancelled() => Assert.ThrowsExactly<OperationCanceledException>(
        () => RowSortedQr.Solve([[1, 1]], [1, 1], new CancellationToken(canceled: true)));
}
