using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Tests.Optimization.UpdateRules;

[TestClass]
public class ParameterRowsTests
{
    // Rows (1, 2, 3 | 9) and (4, 5, 6 | 8).
    private static readonly double[] _byRows = [1, 2, 3, 4, 5, 6, 9, 8];
    private static readonly double[] _interleaved = [1, 4, 2, 5, 3, 6, 9, 8];

    [TestMethod]
    public void Norms_are_the_same_in_either_layout()
    {
        double[] expected = [Math.Sqrt(1 + 4 + 9 + 81), Math.Sqrt(16 + 25 + 36 + 64)];
        double[] norms = [-1, -1];
        ParameterRows.ByRows(2).Norms(_byRows, norms.AsSpan());
        CollectionAssert.AreEqual(expected, norms);
        ParameterRows.Interleaved(2).Norms(_interleaved, norms.AsSpan());
        CollectionAssert.AreEqual(expected, norms);
    }

    [TestMethod]
    public void Each_row_is_multiplied_by_its_own_factor_in_either_layout()
    {
        double[] values = [.. _byRows];
        ParameterRows.ByRows(2).Multiply(values, [10.0, 100]);
        CollectionAssert.AreEqual(new double[] { 10, 20, 30, 400, 500, 600, 90, 800 }, values);
        values = [.. _interleaved];
        ParameterRows.Interleaved(2).Multiply(values, [10.0, 100]);
        CollectionAssert.AreEqual(new double[] { 10, 400, 20, 500, 30, 600, 90, 800 }, values);
    }

    [TestMethod]
    public void By_default_all_parameters_are_one_row()
    {
        double[] norm = new double[1];
        Assert.AreEqual(1, ParameterRows.One.Count);
        ParameterRows.One.Norms([3.0, 4], norm.AsSpan());
        Assert.AreEqual(5, norm[0]);
    }

    [TestMethod]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ParameterRows.ByRows(2).Norms(_byRows, new double[3].AsSpan()));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ParameterRows.ByRows(2).Norms(_byRows.AsSpan(1), new double[2].AsSpan()));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ParameterRows.Interleaved(2).Multiply(new double[4].AsSpan(), [1.0]));
    }
}
