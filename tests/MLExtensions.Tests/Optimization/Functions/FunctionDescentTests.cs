namespace MLExtensions.Tests.Optimization.Functions;

[TestClass]
public class FunctionDescentTests
{
    [TestMethod]
    public void The_path_holds_the_start_and_a_point_a_step()
    {
        DescentPath path = Descend(stepSize: 0.25, steps: 3);
        double[] expected = [8, 4, 2, 1];
        CollectionAssert.AreEqual(expected, path.Points.Select(point => point.X.Single()).ToArray());
        CollectionAssert.AreEqual(expected.Select(x => x * x).ToArray(), path.Points.Select(point => point.Value).ToArray());
        Assert.IsFalse(path.Diverged);
        Assert.AreSame(path.Points[^1], path.Last);
    }

    [TestMethod]
    public void Divergence_stops_it_at_the_first_value_that_is_not_finite()
    {
        DescentPath path = Descend(stepSize: 100, steps: 1_000);
        Assert.IsTrue(path.Diverged);
        Assert.IsLessThan(200, path.Points.Count);
        Assert.IsFalse(double.IsFinite(path.Last.Value));
        foreach (FunctionPoint point in path.Points.SkipLast(1))
            Assert.IsTrue(double.IsFinite(point.Value));
    }

    [TestMethod]
    public void Divergence_in_the_last_step_is_noticed()
    {
        int toInfinity = Descend(stepSize: 100, steps: 1_000).Points.Count - 1;
        Assert.IsTrue(Descend(stepSize: 100, steps: toInfinity).Diverged);
        Assert.IsFalse(Descend(stepSize: 100, steps: toInfinity - 1).Diverged);
    }

    [TestMethod]
    public void The_schedule_is_asked_for_each_step()
    {
        DescentPath path = FunctionDescent.Minimize(Square, [8], UpdateRule.GradientStep(), 0.25, 2, StepSchedule.Decay(0.5, 1));
        CollectionAssert.AreEqual(new double[] { 8, 4, 3 }, path.Points.Select(point => point.X.Single()).ToArray());
    }

    [TestMethod]
    public void Wrong_arguments_are_refused()
    {
        var rule = UpdateRule.GradientStep();
        Assert.ThrowsExactly<ArgumentNullException>(() => FunctionDescent.Minimize(null!, [1], rule, 1, 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => FunctionDescent.Minimize(Square, [1], null!, 1, 1));
        Assert.ThrowsExactly<ArgumentException>(() => FunctionDescent.Minimize(Square, [], rule, 1, 1));
        Assert.ThrowsExactly<ArgumentException>(() => FunctionDescent.Minimize(Square, [double.NaN], rule, 1, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionDescent.Minimize(Square, [1], rule, 1, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FunctionDescent.Minimize(Square, [1], rule, 0, 1));
        Assert.ThrowsExactly<OperationCanceledException>(
            () => FunctionDescent.Minimize(Square, [1], rule, 1, 1, cancellationToken: new CancellationToken(canceled: true)));
    }

    private static DescentPath Descend(double stepSize, int steps) =>
        FunctionDescent.Minimize(Square, [8], UpdateRule.GradientStep(), stepSize, steps);

    private static double Square(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient[0] = 2 * x[0];
        return x[0] * x[0];
    }
}
