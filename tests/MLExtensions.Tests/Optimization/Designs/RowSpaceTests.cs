using MLExtensions.Optimization.Designs;
using MLExtensions.Tests.Optimization.Newton;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Designs;

[TestClass]
public class RowSpaceTests
{
    private static readonly double[] _penalties = [1e-6, 1, 1e4];

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void The_minimum_is_that_over_all_features(bool isHinge)
    {
        for (int seed = 0; seed < 6; seed++)
        {
            WideProblem problem = WideProblem.Random(rows: 12 + 9 * seed, columns: 200, classes: 2 + seed % 3, seed);
            foreach (DesignMatrix design in new[] { problem.Dense(), problem.Sparse() })
                foreach (double l2Regularization in _penalties)
                    HasSameMinimum(problem, design, l2Regularization, isHinge, isHinge ? 1e-5 : 1e-8);
        }
    }

    [TestMethod]
    public void Coordinates_are_as_many_as_examples_but_one()
    {
        WideProblem problem = WideProblem.Random(rows: 100, columns: 300, classes: 2, seed: 1);
        Assert.AreEqual(99, Reduce(problem.Dense()).Reduced.Columns);
        Assert.AreEqual(99, Reduce(problem.Sparse()).Reduced.Columns);
    }

    [TestMethod]
    public void Two_examples_have_one_coordinate()
    {
        WideProblem problem = WideProblem.Random(rows: 2, columns: 5, classes: 2, seed: 1);
        RowSpace space = Reduce(problem.Dense());
        Assert.AreEqual(1, space.Reduced.Columns);
        HasSameMinimum(problem, problem.Dense(), 0.1, isHinge: false, 1e-8);
        HasSameMinimum(problem, problem.Dense(), 0.1, isHinge: true, 1e-8);
    }

    [TestMethod]
    public void Equal_examples_and_constant_columns_add_no_coordinates()
    {
        WideProblem some = WideProblem.Random(20, 200, 2, seed: 4, (f, entry) => f % 3 == 0 ? 1000.1f : f % 7 == 0 ? 0 : entry);
        var problem = new WideProblem([.. some.Rows, .. some.Rows.Take(15)], [.. some.Labels, .. some.Labels.Take(10), 0, 0, 0, 1, 1], 2);
        foreach (DesignMatrix design in new[] { problem.Dense(), problem.Sparse() })
        {
            Assert.AreEqual(19, Reduce(design).Reduced.Columns);
            HasSameMinimum(problem, design, 0.01, isHinge: false, 1e-7);
            HasSameMinimum(problem, design, 0.01, isHinge: true, 1e-7);
        }
    }

    [TestMethod]
    public void Examples_of_very_different_weights_have_the_same_minimum()
    {
        WideProblem some = WideProblem.Random(20, 100, 3, seed: 5);
        var problem = new WideProblem(some.Rows, some.Labels, 3) { Weights = [.. Enumerable.Range(0, 20).Select(i => i == 3 ? 1e6f : i == 7 ? 0 : 1)] };
        HasSameMinimum(problem, problem.Dense(), 1, isHinge: false, 1e-8);
        HasSameMinimum(problem, problem.Dense(), 1, isHinge: true, 1e-8);
    }

    [TestMethod]
    public void Sparse_features_may_lie_far_from_0()
    {
        WideProblem problem = WideProblem.Random(30, 150, 3, seed: 6, (f, entry) => f % 2 == 0 ? 100 + entry : entry > 0.5f ? entry : 0);
        HasSameMinimum(problem, problem.Sparse(), 0.1, isHinge: false, 1e-8);
        HasSameMinimum(problem, problem.Sparse(), 0.1, isHinge: true, 1e-8);
    }

    [TestMethod]
    [DataRow(1e-6f, 1e-8)]
    [DataRow(1e3f, 1e-8)]
    [DataRow(1e6f, 1e-5)]
    public void A_column_may_be_of_another_scale(float scale, double tolerance)
    {
        WideProblem problem = WideProblem.Random(40, 400, 2, seed: 7, (f, entry) => f == 5 ? scale * entry : entry);
        HasSameMinimum(problem, problem.Dense(), 0.1, isHinge: false, tolerance);
    }

    [TestMethod]
    public void What_products_cannot_hold_is_refused()
    {
        WideProblem far = WideProblem.Random(40, 400, 2, seed: 8, (f, entry) => f == 5 ? 1e9f * entry : entry);
        Assert.IsNull(RowSpace.TryReduce(far.Dense(), Workers.One));
        Assert.IsNull(RowSpace.TryReduce(far.Sparse(), Workers.One));
        WideProblem offset = WideProblem.Random(40, 400, 2, seed: 9, (_, entry) => 1e6f + entry);
        Assert.IsNull(RowSpace.TryReduce(offset.Sparse(), Workers.One));
        Assert.IsNotNull(RowSpace.TryReduce(offset.Dense(), Workers.One));
    }

    [TestMethod]
    public void Examples_that_are_nearly_the_same_are_told_apart_or_refused()
    {
        WideProblem some = WideProblem.Random(20, 200, 2, seed: 10);
        for (int power = 1; power <= 7; power++)
        {
            float distance = MathF.Pow(10, -power);
            var problem = new WideProblem([.. some.Rows, [.. some.Rows[0].Select((entry, f) => entry + distance * some.Rows[1][f])]], [.. some.Labels, 1], 2);
            DesignMatrix design = problem.Dense();
            if (RowSpace.TryReduce(design, Workers.One) is not null)
                HasSameMinimum(problem, design, 1e-3, isHinge: false, 1e-6);
            else
                Assert.IsGreaterThan(4, power);
        }
    }

    [TestMethod]
    public void Examples_that_are_all_the_same_and_shapes_that_do_not_pay_are_left_as_they_are()
    {
        float[] row = [1, 2, 3, 4, 5, 6];
        Assert.IsNull(RowSpace.TryReduce(new WideProblem([row, row], [0, 1], 2).Dense(), Workers.One));
        Assert.IsNull(RowSpace.TryReduce(new WideProblem([row], [0], 1).Dense(), Workers.One));
        Assert.IsNull(RowSpace.TryReduce(WideProblem.Random(50, 60, 2, seed: 1).Dense(), Workers.One));
        Assert.IsNull(RowSpace.TryReduce(WideProblem.Random(60, 50, 2, seed: 1).Sparse(), Workers.One));
    }

    [TestMethod]
    public void Weights_lie_in_the_span_of_the_centered_examples()
    {
        WideProblem problem = WideProblem.Random(30, 300, 3, seed: 11, (f, entry) => f % 4 == 0 ? 3 + entry : entry);
        foreach (DesignMatrix design in new[] { problem.Dense(), problem.Sparse() })
        {
            double[] lifted = Lift(problem, design, Reduce(design), 1e-6, isHinge: true);
            double[][] basis = Basis(problem);
            for (int k = 0; k < problem.Classes; k++)
            {
                double[] w = lifted[(k * 300)..((k + 1) * 300)];
                double length = Dot(w, w);
                foreach (double[] direction in basis)
                    TakeOff(w, direction);
                Assert.IsLessThan(1e-24 * length, Dot(w, w));
            }
        }
    }

    [TestMethod]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        WideProblem problem = WideProblem.Random(200, 700, 3, seed: 12);
        foreach (DesignMatrix design in new[] { problem.Dense(), problem.Sparse() })
        {
            double[] parameters = [.. Enumerable.Range(0, 3 * 200).Select(j => Math.Sin(j))];
            double[][] lifted = [.. new[] { 1, 2, 3 }.Select(threads =>
            {
                using var workers = new Workers(threads);
                var target = new double[3 * 701];
                RowSpace.TryReduce(design, workers)!.Lift(parameters, 3, target);
                return target;
            })];
            CollectionAssert.AreEqual(lifted[0], lifted[1]);
            CollectionAssert.AreEqual(lifted[0], lifted[2]);
        }
    }

    [TestMethod]
    public void Cancelled_it_ends()
    {
        WideProblem problem = WideProblem.Random(30, 100, 2, seed: 13);
        var cancelled = new Workers(1, new CancellationToken(canceled: true));
        Assert.ThrowsExactly<OperationCanceledException>(() => RowSpace.TryReduce(problem.Dense(), cancelled));
        Assert.ThrowsExactly<OperationCanceledException>(() => RowSpace.TryReduce(problem.Sparse(), cancelled));
    }

    private static void HasSameMinimum(WideProblem problem, DesignMatrix design, double l2Regularization, bool isHinge, double tolerance)
    {
        RowSpace space = Reduce(design);
        double[] reduced = problem.Minimize(space.Reduced, l2Regularization, isHinge);
        var lifted = new double[problem.Classes * (design.Columns + 1)];
        space.Lift(reduced, problem.Classes, lifted);
        double expected = problem.Objective(design, problem.Minimize(design, l2Regularization, isHinge), l2Regularization, isHinge);
        double value = problem.Objective(design, lifted, l2Regularization, isHinge);

        // Where many scores are at the margin, each adds what rounding leaves of it.
        double allowed = tolerance * expected + 1e-13;
        Assert.AreEqual(expected, value, allowed, $"{problem.Rows.Length} examples, {design.GetType().Name}, λ = {l2Regularization}");
        Assert.AreEqual(problem.Objective(space.Reduced, reduced, l2Regularization, isHinge), value, allowed);
    }

    private static double[] Lift(WideProblem problem, DesignMatrix design, RowSpace space, double l2Regularization, bool isHinge)
    {
        var lifted = new double[problem.Classes * (design.Columns + 1)];
        space.Lift(problem.Minimize(space.Reduced, l2Regularization, isHinge), problem.Classes, lifted);
        return lifted;
    }

    private static RowSpace Reduce(DesignMatrix design)
    {
        RowSpace? space = RowSpace.TryReduce(design, Workers.One);
        Assert.IsNotNull(space);
        return space;
    }

    /// <summary>Unit vectors that span the examples less their mean, each made orthogonal to those before it twice.</summary>
    private static double[][] Basis(WideProblem problem)
    {
        double[] mean = [.. Enumerable.Range(0, problem.Columns).Select(f => problem.Rows.Average(row => (double)row[f]))];
        var basis = new List<double[]>();
        foreach (float[] row in problem.Rows.SkipLast(1))
        {
            double[] direction = [.. row.Select((entry, f) => entry - mean[f])];
            foreach (double[] other in basis.Concat(basis))
                TakeOff(direction, other);
            double length = Math.Sqrt(Dot(direction, direction));
            basis.Add([.. direction.Select(entry => entry / length)]);
        }

        return [.. basis, .. basis];
    }

    private static void TakeOff(double[] vector, double[] direction)
    {
        double share = Dot(vector, direction);
        for (int f = 0; f < vector.Length; f++)
            vector[f] -= share * direction[f];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
