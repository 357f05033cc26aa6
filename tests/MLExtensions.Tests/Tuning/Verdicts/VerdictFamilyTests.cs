using MLExtensions.Tests.Tuning.Verdicts.Families;

namespace MLExtensions.Tests.Tuning.Verdicts;

/// <summary>Verdicts on data whose right verdict is known. The benchmarks count twenty seeds of each family; this is the first of each.</summary>
[TestClass]
public class VerdictFamilyTests
{
    private const double LeastRight = 0.95;
    private const double MostWrong = 0.01;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void Verdicts_are_right_in_nineteen_of_twenty_cases_and_never_the_opposite()
    {
        VerdictCounts[] all = [.. VerdictFamily.All.Select(family => VerdictCounts.Of(family, seeds: 1))];
        foreach (VerdictCounts counts in all.Where(counts => counts.Right == 0))
            TestContext.WriteLine($"{counts.Family}: {counts.Diagnoses[0]}");
        Assert.AreEqual(0, all.Sum(counts => counts.Opposite));
        Assert.IsLessThanOrEqualTo(Math.Ceiling(MostWrong * all.Length), all.Sum(counts => counts.Wrong));
        Assert.IsGreaterThanOrEqualTo(LeastRight * all.Length, all.Sum(counts => counts.Right));
    }
}
