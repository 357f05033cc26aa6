using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Zone;

[TestClass]
public class HingeDescentTests
{
    [TestMethod]
    [DataRow(1e3)]
    [DataRow(1.0)]
    [DataRow(1e-2)]
    [DataRow(1e-6)]
    public void It_ends_within_the_gap_that_it_certifies(double lambda)
    {
        var problem = new HingeProblem(3_000, 20, 5, seed: 1, lambda);
        var parameters = new float[problem.Dimension];
        HingeResult result = new HingeDescent(new DescentSettings(), problem.Problem, problem.Scaling, Workers.One).Descend(lambda, parameters, 0, (_, _) => true);
        double value = problem.Objective(problem.Model(parameters));
        Assert.AreEqual(DescentEnd.Converged, result.Outcome.End);
        Assert.AreEqual(value, result.Objective, 1e-4 * value);
        Assert.IsInRange((1 - HingeDescent.DefaultTolerance) * value * (1 - 1e-4), value, result.LowerBound);

        HingeResult closer = new HingeDescent(new DescentSettings { Tolerance = 1e-6 }, problem.Problem, problem.Scaling, Workers.One).Descend(lambda, parameters, 0, (_, _) => true);
        Assert.IsInRange(result.LowerBound, result.Objective * (1 + 1e-6), closer.Objective);
        Assert.IsGreaterThanOrEqualTo(0.98 * closer.Objective, closer.LowerBound);
    }

    [TestMethod]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        (HingeResult expected, float[] expectedParameters) = Run(threads: 1);
        foreach (int threads in (int[])[2, 5])
        {
            (HingeResult result, float[] parameters) = Run(threads);
            Assert.AreEqual(expected, result);
            CollectionAssert.AreEqual(expectedParameters, parameters);
        }

        static (HingeResult Result, float[] Parameters) Run(int threads)
        {
            var problem = new HingeProblem(5_000, 70, 6, seed: 2, lambda: 0.1);
            using var workers = new Workers(threads);
            var parameters = new float[problem.Dimension];
            return (new HingeDescent(new DescentSettings(), problem.Problem, problem.Scaling, workers).Descend(0.1, parameters, 0, (_, _) => true), parameters);
        }
    }

    [TestMethod]
    public void A_start_that_is_worse_than_zero_is_thrown_away()
    {
        var problem = new HingeProblem(1_000, 8, 3, seed: 3);
        float[] far = problem.RandomParameters(1, 1e6f);
        far[0] = float.NaN;
        var parameters = new float[problem.Dimension];
        HingeResult expected = Descend(problem, parameters);
        Assert.AreEqual(expected, Descend(problem, far));
        CollectionAssert.AreEqual(parameters, far);
    }

    [TestMethod]
    public void Without_passes_enough_it_has_not_converged()
    {
        var problem = new HingeProblem(3_000, 20, 5, seed: 1, lambda: 1e-3);
        var settings = new DescentSettings { MaximumEpochs = 3 };
        HingeResult result = new HingeDescent(settings, problem.Problem, problem.Scaling, Workers.One).Descend(1e-3, new float[problem.Dimension], 1, (_, _) => true);
        Assert.AreEqual(DescentEnd.Exhausted, result.Outcome.End);
        Assert.IsInRange(1, 5, result.Outcome.Epochs);
    }

    [TestMethod]
    public void It_stops_when_told_when_time_is_up_and_when_cancelled()
    {
        var problem = new HingeProblem(1_000, 8, 3, seed: 3);
        Assert.AreEqual(DescentEnd.Stopped, New(new DescentSettings()).Descend(1, new float[problem.Dimension], 0, (_, _) => false).Outcome.End);
        var late = new DescentSettings { Deadline = new Deadline(TimeSpan.Zero) };
        Assert.AreEqual(DescentEnd.TimedOut, New(late).Descend(1, new float[problem.Dimension], 0, (_, _) => true).Outcome.End);
        using var source = new CancellationTokenSource();
        using var workers = new Workers(2, source.Token);
        var descent = new HingeDescent(new DescentSettings(), problem.Problem, problem.Scaling, workers);
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => descent.Descend(1, new float[problem.Dimension], 0, (_, _) => true));

        HingeDescent New(DescentSettings settings) => new(settings, problem.Problem, problem.Scaling, Workers.One);
    }

    [TestMethod]
    public void Steps_and_rounds_allocate_next_to_nothing()
    {
        var problem = new HingeProblem(5_000, 70, 6, seed: 2, lambda: 0.1);
        var descent = new HingeDescent(new DescentSettings { Tolerance = 1e-9, MaximumEpochs = 40 }, problem.Problem, problem.Scaling, Workers.One);
        var parameters = new float[problem.Dimension];
        descent.Descend(0.1, parameters, 0, (_, _) => true);
        Array.Clear(parameters);
        long before = GC.GetAllocatedBytesForCurrentThread();
        HingeResult result = descent.Descend(0.1, parameters, 0, (_, _) => true);
        Assert.IsLessThan(100_000, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsGreaterThanOrEqualTo(40, result.Outcome.Epochs);
    }

    [TestMethod]
    public void Classes_without_examples_and_constant_rows_are_no_harm()
    {
        var builder = new DenseMatrix.Builder(3);
        for (int i = 0; i < 40; i++)
            builder.AddRow()[0] = i % 2;
        float[] weights = [.. Enumerable.Repeat(1f, 40)];
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        var problem = new LinearProblem<int>(builder.Build(), labels, weights, 4, new MulticlassHingeLoss<float>(1), 0.1);
        ColumnScaling scaling = ColumnScaling.Apply(problem.Features, weights, problem.PenaltyOverCurvature, Workers.One);
        var parameters = new float[16];
        HingeResult result = new HingeDescent(new DescentSettings(), problem, scaling, Workers.One).Descend(0.1, parameters, 0, (_, _) => true);
        Assert.IsTrue(parameters.All(float.IsFinite));
        Assert.IsInRange(result.LowerBound, 40 * 3, result.Objective);
    }

    [TestMethod]
    public void Members_of_a_stack_agree_with_the_descent_alone()
    {
        double[] lambdas = [0.1, 10, 1];
        const int Rows = 26_000;
        Assert.IsTrue(HingeDescent.Suits(new HingeProblem(Rows, 100, 4, seed: 4).Problem));
        StackResult[] results = new StackedDescent(new DescentSettings { NumberOfThreads = 2 }, lambdas).Minimize(Raw(1));
        for (int i = 0; i < lambdas.Length; i++)
        {
            LinearDescentResult alone = new LinearDescent(new DescentSettings { NumberOfThreads = 2 }).Minimize(Raw(lambdas[i]));
            var problem = new HingeProblem(Rows, 100, 4, seed: 4, lambdas[i]);
            double together = problem.Objective(results[i].Model);
            Assert.AreEqual(DescentEnd.Converged, results[i].Outcome.End);
            Assert.AreEqual(DescentEnd.Converged, alone.Outcome.End);
            Assert.IsInRange(alone.LowerBound!.Value * (1 - 1e-5), alone.Objective / (1 - HingeDescent.DefaultTolerance), together);
        }

        static LinearProblem<int> Raw(double lambda)
        {
            var problem = new HingeProblem(Rows, 100, 4, seed: 4, lambda);
            var builder = new DenseMatrix.Builder(100);
            foreach (float[] row in problem.Features)
                row.CopyTo(builder.AddRow());
            return problem.Problem with { Features = builder.Build() };
        }
    }

    private static HingeResult Descend(HingeProblem problem, float[] parameters) =>
        new HingeDescent(new DescentSettings(), problem.Problem, problem.Scaling, Workers.One).Descend(1, parameters, 0, (_, _) => true);
}
