using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Hinge.Sparse;
using MLExtensions.Tests.Optimization.Newton;
using MLExtensions.Tests.Trainers.Invariants;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Sparse;

/// <summary>Against the minimum that an interior point method finds and proves.</summary>
[TestClass]
public class DualPathTests
{
    private const int Problems = 96;
    private const double Tolerance = 1e-3;
    private static readonly int[] _powers = [-6, -4, -2, 0, 2, 6];

    [TestMethod]
    public void The_bound_comes_near_the_minimum_and_never_above_it()
    {
        int givenUp = 0;
        Property.Holds(Problems, firstSeed: 900, Draw, problem =>
        {
            var optimum = new Optimum(problem);
            DualPath path = Path(problem);
            double bound = 0;
            if (!path.TryDescend(problem.Lambda, Tolerance, IsBalanced, default))
            {
                Interlocked.Increment(ref givenUp);
                return [];
            }

            double rounding = 1e-9 * optimum.Value + 1e-13 * optimum.AtZero;
            return
            [
                new Miss("bound − F*", bound - optimum.Value, rounding),
                new Miss("F* − bound", optimum.Value - bound, 0.01 * optimum.Value + rounding),
            ];

            bool IsBalanced()
            {
                bound = new BalancedDual(path.Point, default).LowerBound;
                return bound >= (1 - Tolerance) * Objective(path.Point);
            }
        });

        // Few rows whose columns depend on each other or differ in scale, under a weak penalty: those are for proximal points.
        Assert.IsLessThan(Problems / 3, givenUp);
    }

    [TestMethod]
    public void Rows_under_two_labels_come_to_their_bounds_under_a_weak_penalty()
    {
        // Alone their slopes would grow by λ / ‖x‖² an epoch.
        InvariantProblem problem = Contradictory(lambda: 1e-6f);
        DualPath path = Path(problem);
        Assert.IsTrue(path.TryDescend(problem.Lambda, Tolerance, () => true, default));
        double value = new Optimum(problem).Value;
        Assert.IsInRange(0.99 * value, value * (1 + 1e-9), new BalancedDual(path.Point, default).LowerBound);
        Assert.IsLessThan(2_000, path.Passes);
    }

    [TestMethod]
    public void From_one_penalty_to_the_next_it_takes_less_than_from_the_start()
    {
        InvariantProblem problem = Contradictory(lambda: 1e-3f);
        DualPath path = Path(problem);
        Assert.IsTrue(path.TryDescend(3e-3, Tolerance, () => true, default));
        double before = path.Passes;
        Assert.IsTrue(path.TryDescend(1e-3, Tolerance, () => true, default));
        DualPath alone = Path(problem);
        Assert.IsTrue(alone.TryDescend(1e-3, Tolerance, () => true, default));
        Assert.IsLessThan(alone.Passes / 2, path.Passes - before);
    }

    [TestMethod]
    public void A_larger_penalty_begins_anew()
    {
        InvariantProblem problem = Contradictory(lambda: 1);
        DualPath path = Path(problem);
        Assert.IsTrue(path.TryDescend(1e-2, Tolerance, () => true, default));
        Assert.IsTrue(path.TryDescend(1, Tolerance, () => true, default));
        DualPath alone = Path(problem);
        Assert.IsTrue(alone.TryDescend(1, Tolerance, () => true, default));
        Assert.AreEqual(alone.Point.Value, path.Point.Value, 2 * Tolerance * alone.Point.Value);
    }

    [TestMethod]
    public void It_ends_when_it_is_told_to()
    {
        InvariantProblem problem = Contradictory(lambda: 1e-6f);
        Assert.IsFalse(Path(problem, mostPasses: 2).TryDescend(1e-6, Tolerance, () => true, default));
        Assert.IsFalse(Path(problem, deadline: new Deadline(TimeSpan.Zero)).TryDescend(1e-6, Tolerance, () => true, default));
        Assert.IsFalse(Path(problem).TryDescend(1e-6, Tolerance, () => false, default));
        Assert.ThrowsExactly<OperationCanceledException>(
            () => Path(problem).TryDescend(1e-6, Tolerance, () => true, new CancellationToken(canceled: true)));
    }

    [TestMethod]
    public void Weights_are_those_of_the_slopes_however_they_were_reached()
    {
        InvariantProblem problem = Contradictory(lambda: 1e-3f);
        DualPath path = Path(problem);
        Assert.IsTrue(path.TryDescend(problem.Lambda, Tolerance, () => true, default));
        DualPoint point = path.Point;
        var expected = new double[point.Weights.Length];
        var gradient = new double[point.Rows.Width];
        for (int row = 0; row < point.Rows.Count; row++)
        {
            point.SlopesOf(row).CopyTo(gradient);
            if (!point.ToGradient(row, gradient))
                continue;
            TensorPrimitives.Multiply(gradient, -1 / (2 * point.L2Regularization), gradient);
            point.Rows.Add(row, gradient, expected);
        }

        double size = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], point.Weights[i], 1e-9 * size);
    }

    /// <summary>F at the weights and biases of a point.</summary>
    private static double Objective(DualPoint point)
    {
        double value = point.Penalty;
        var violations = new double[point.Rows.Width];
        for (int row = 0; row < point.Rows.Count; row++)
        {
            point.Violations(row, violations);
            value += point.RowWeight(row) * violations.Sum(v => Math.Max(0, v));
        }

        return value;
    }

    private static InvariantProblem Draw(int seed) =>
        InvariantProblems.Draw(LinearTrainer.Svm, seed) with { Lambda = (float)Math.Pow(10, _powers[seed / 6 % _powers.Length]), Sparse = true };

    /// <summary>Texts of few words out of many; some occur under two labels.</summary>
    private static InvariantProblem Contradictory(float lambda)
    {
        const int Words = 120;
        var random = new Random(7);
        float[][] rows = [.. Enumerable.Range(0, 90).Select(_ => Text(random))];
        int[] labels = [.. rows.Select((_, i) => i % 3)];
        for (int i = 0; i < 6; i++)
            rows[i + 7] = rows[i];
        return new InvariantProblem(LinearTrainer.Svm, rows, labels, [], [.. rows.Select((_, i) => 1 + 0.5f * (i % 2))], 3, lambda, true, "texts");

        static float[] Text(Random random)
        {
            var row = new float[Words];
            for (int word = 0; word < 8; word++)
                row[random.Next(Words)] = 0.2f + random.NextSingle();
            return row;
        }
    }

    private static DualPath Path(InvariantProblem problem, double mostPasses = double.PositiveInfinity, Deadline deadline = default)
    {
        int[] held = problem.PresentClasses;
        var rows = new SparseRows((SparseMatrix)NewtonExample.Matrix(problem.Rows, sparse: true), held.Length, default);
        int[] places = Array.ConvertAll(problem.Labels, label => Array.IndexOf(held, label));
        return new DualPath(rows, places, problem.Weights, held.Length, margin: 1) { MostPasses = mostPasses, Deadline = deadline };
    }
}
