using System.Globalization;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Optimization.Duality;

/// <summary>What trainers with default options say of their own distance to the minimum, beside the truth.</summary>
[TestClass]
public class DualityGapReferenceTests(TestContext context)
{
    // Large data are in <c>benchmarks -- reference</c>.
    private static IEnumerable<object[]> Problems =>
        from optimum in ReferenceOptimum.All
        where optimum.Objective != ReferenceObjective.Svm && !optimum.IsLarge
        select new object[] { optimum };

    [TestMethod]
    [DynamicData(nameof(Problems))]
    public void A_trained_model_is_certified_to_be_within_a_hundredth(ReferenceOptimum optimum)
    {
        if (!ReferenceData.IsAvailable(optimum))
            Assert.Inconclusive("This needs the folder ../shared/data beside the repository.");

        ReferenceRun run = ReferenceRun.Execute(optimum, certified: true);
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"{optimum}: above the minimum {run.RelativeExcess:P4}, bound {run.Bound / optimum.Optimum:P4}, {run.Seconds:F2} s");
        context.WriteLine(row);

        Assert.IsGreaterThanOrEqualTo((1 - 1e-9) * optimum.Lower, run.Reached, "below the minimum: " + row);
        Assert.IsGreaterThanOrEqualTo(run.Excess - 1e-6 * optimum.Optimum, run.Bound!.Value, "below the true gap: " + row);
        Assert.IsTrue(run.IsCertified || optimum.IsSingularButForRounding, row);
    }
}
