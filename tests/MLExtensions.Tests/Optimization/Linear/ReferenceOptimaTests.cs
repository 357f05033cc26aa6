using System.Globalization;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Optimization.Linear;

/// <summary>The small data sets and wide made-up ones; the others are in <c>benchmarks -- reference</c>.</summary>
[TestClass]
public class ReferenceOptimaTests(TestContext context)
{
    private static readonly string[] _small =
        ["iris", "wine", "glass", "vowel", "vehicle", "segment", "diabetes", "wide-two-classes", "wide-five-classes"];

    private static IEnumerable<object[]> Problems =>
        ReferenceOptimum.All.Where(optimum => _small.Contains(optimum.DataSet.Split(':')[0])).Select(optimum => new object[] { optimum });

    [TestMethod]
    [DynamicData(nameof(Problems))]
    public void Default_options_reach_the_optimum(ReferenceOptimum optimum)
    {
        ReferenceRun run = ReferenceRun.Execute(optimum);
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"{optimum}: optimum {optimum.Optimum:G8}, reached {run.Reached:G8}, excess {run.RelativeExcess:P3}, rounding {optimum.Rounding / optimum.Optimum:P3}, {run.Epochs} epochs");
        context.WriteLine(row);
        Assert.IsGreaterThan((1 - 1e-9) * optimum.Lower, run.Reached, "below the minimum: " + row);
        if (optimum.IsSingularButForRounding)
            Assert.IsLessThan(0.05 * optimum.Optimum + optimum.Rounding, run.Excess, "known to miss the promise, but not by so much: " + row);
        else
            Assert.IsTrue(run.IsClose, row);
        if (optimum.Objective == ReferenceObjective.Ridge && !optimum.Features.Contains('×'))
            Assert.IsLessThan(Math.Max(1e-5 * optimum.Optimum + optimum.Rounding, run.Promise.Zero), run.Excess, "solved for, not searched: " + row);
    }
}
