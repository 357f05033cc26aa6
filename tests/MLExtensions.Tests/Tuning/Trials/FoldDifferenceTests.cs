using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tests.Tuning.Trials;

[TestClass]
public class FoldDifferenceTests
{
    private static readonly double[] _less = [0.1, 0.3, 0.2, 0.4, 0.2];
    private static readonly double[] _more = [0.2, 0.35, 0.5, 0.5, 0.3];

    /// <summary>Nadeau and Bengio (2003), equation 13, by hand: differences 0.1, 0.05, 0.3, 0.1, 0.1, their variance 0.00950.</summary>
    [TestMethod]
    public void The_variance_counts_the_rows_that_folds_share()
    {
        FoldDifference difference = FoldDifference.Of(_less, _more, repeats: 1);
        Assert.AreEqual(0.13, difference.Mean, 1e-12);
        Assert.AreEqual(Math.Sqrt(0.0095 * (1.0 / 5 + 1.0 / 4)), difference.StandardError, 1e-12);
    }

    /// <summary>Another split of the same rows makes the mean surer, but not as sure as other rows would.</summary>
    [TestMethod]
    public void Repeats_share_all_rows()
    {
        FoldDifference once = FoldDifference.Of(_less, _more, repeats: 1);
        FoldDifference tenTimes = FoldDifference.Of(Repeat(_less), Repeat(_more), repeats: 10);
        double variance = 0.0095 * 4 * 10 / 49;
        Assert.AreEqual(Math.Sqrt(variance * (1.0 / 50 + 1.0 / 4)), tenTimes.StandardError, 1e-12);
        Assert.IsGreaterThan(once.StandardError / 2, tenTimes.StandardError);
    }

    [TestMethod]
    public void Three_folds_that_agree_tell_nothing_however_often_they_are_split()
    {
        // On one fold the difference is a hundred times as large, so that the t-test is not sure.
        double[] less = Repeat([0, 0, 0]);
        double[] more = Repeat([0.01, 0.01, 1]);
        Assert.IsFalse(FoldDifference.Of(less, more, repeats: 10).IsCertain);
        Assert.IsTrue(FoldDifference.Of([0, 0, 0, 0, 0], [0.01, 0.01, 0.01, 0.01, 1], repeats: 1).IsCertain);
    }

    private static double[] Repeat(double[] scores) => [.. Enumerable.Repeat(scores, 10).SelectMany(some => some)];
}
