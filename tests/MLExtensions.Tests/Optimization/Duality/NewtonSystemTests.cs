using CsCheck;
using MLExtensions.Optimization.Duality;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Duality;

[TestClass]
public class NewtonSystemTests
{
    [TestMethod]
    public void One_step_solves_least_squares() => GapProblem.Random.Sample(problem =>
    {
        var objective = new PreciseObjective<float>(problem.OfNumbers(), ColumnScaling.None(GapProblem.Columns), new SquaredLoss<double>());
        var bound = new DualBound<float>(objective, Workers.One);
        Assert.IsTrue(bound.TryZero());
        double size = bound.Value;
        bound.TryImprove(new NewtonSystem<float>(objective), shortest: 1);

        // The gap is a square, of a gradient that is zero up to the condition of the system.
        Assert.IsLessThanOrEqualTo(1e-9 * (1 + size), bound.Gap);
    });

    [TestMethod]
    public void Steps_converge_quadratically_on_classes() => GapProblem.Random.Sample(
        random =>
        {
            GapProblem problem = random with { Lambda = 1 + random.Lambda };
            LinearProblem<int> linear = problem.OfClasses();
            var objective = new PreciseObjective<int>(linear, problem.Scale(linear), new SoftmaxLoss<double>());
            var bound = new DualBound<int>(objective, Workers.One);
            Assert.IsTrue(bound.TryZero());
            var system = new NewtonSystem<int>(objective);
            double size = bound.Value;
            int steps = 0;
            while (bound.Gap > 1e-10 * size && bound.TryImprove(system, shortest: 1e-3))
                steps++;
            Assert.IsLessThanOrEqualTo(1e-10 * size, bound.Gap);
            Assert.IsLessThanOrEqualTo(15, steps);
        });

    [TestMethod]
    public void Only_problems_of_few_unknowns_fit()
    {
        GapProblem problem = GapProblem.Random.Array[1].Single()[0];
        Assert.IsTrue(NewtonSystem<int>.Fits(Objective(GapProblem.Classes)));
        Assert.IsFalse(NewtonSystem<int>.Fits(Objective(300)));

        PreciseObjective<int> Objective(int classes) =>
            new(problem.OfClasses() with { Outputs = classes }, ColumnScaling.None(GapProblem.Columns), new SoftmaxLoss<double>());
    }
}
