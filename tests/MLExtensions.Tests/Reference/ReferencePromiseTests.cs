using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Reference;

[TestClass]
public class ReferencePromiseTests
{
    private static readonly ReferenceOptimum _optimum =
        new("made up", ReferenceObjective.Svm, 1, "made up", 100, Lower: 100, Rounding: 0.1, HeldOut: 0.9);

    [TestMethod]
    [DataRow(100.59, true)]
    [DataRow(100.61, false)]
    public void Small_data_come_within_half_a_hundredth_beyond_rounding(double reached, bool kept) =>
        Assert.AreEqual(kept, Promise(_optimum, columns: 1).IsKept(reached, heldOut: 0.9));

    [TestMethod]
    [DataRow(0.9, true)]
    [DataRow(0.904, true)]
    [DataRow(0.91, false)]
    [DataRow(null, false)]
    public void Larger_data_may_be_farther_by_so_much_a_row_if_test_rows_are_answered_as_well(double? heldOut, bool kept) =>
        Assert.AreEqual(kept, Promise(_optimum, columns: 1_700).IsKept(101.4, heldOut));

    [TestMethod]
    public void Of_larger_data_too_the_distance_has_an_end() =>
        Assert.IsFalse(Promise(_optimum, columns: 1_700).IsKept(101.6, heldOut: 0.9));

    [TestMethod]
    [DataRow(2.9e-9, true)]
    [DataRow(3.1e-9, false)]
    public void A_minimum_of_nearly_0_is_reached_within_so_little_of_the_start(double reached, bool kept) =>
        Assert.AreEqual(kept, Promise(_optimum with { Optimum = 1e-20, Rounding = 0 }, columns: 1).IsKept(reached, heldOut: null));

    /// <summary>3,000 rows of 2 classes: F at W = 0 is 3,000.</summary>
    private static ReferencePromise Promise(ReferenceOptimum optimum, int columns)
    {
        var row = new VBuffer<float>(columns, new float[columns]);
        var data = new ReferenceData("made up", [.. Enumerable.Range(0, 3_000).Select(i => i % 2)], [.. Enumerable.Repeat(row, 3_000)]);
        return ReferencePromise.Of(optimum, data, data);
    }
}
