using System.Globalization;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Optimization.Linear;

/// <summary>The small data sets; the large ones are in <c>benchmarks -- reference</c>.</summary>
[TestClass]
public class ReferenceOptimaTests(TestContext context)
{
    private static readonly string[] _small = ["iris", "wine", "glass", "vowel", "vehicle", "segment"];

    private static IEnumerable<object[]> Problems =>
        ReferenceOptimum.All.Where(optimum => _small.Contains(optimum.DataSet)).Select(optimum => new object[] { optimum });

    [TestMethod]
    [DynamicData(nameof(Problems))]
    public void Default_options_reach_the_optimum(ReferenceOptimum optimum)
    {
        ReferenceRun run = ReferenceRun.Execute(optimum);
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"{optimum}: optimum {optimum.Optimum:F4}, reached {run.Reached:F4}, excess {run.RelativeExcess:P3} or {run.ExcessPerExample:F6} an example, {run.Epochs} epochs");
        context.WriteLine(row);
        Assert.IsGreaterThan(-1e-6 * optimum.Optimum, run.Excess, "below the minimum: " + row);
        Assert.IsTrue(run.IsClose, row);
        if (optimum.Objective == ReferenceObjective.Ridge)
            Assert.IsLessThan(1e-5, run.RelativeExcess, "solved for, not searched: " + row);
    }
}
