using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;
using MLExtensions.Tests.Optimization.Newton;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Designs;

/// <summary>Dense and sparse products against plain loops over the rows.</summary>
[TestClass]
public class DesignMatrixTests
{
    private static readonly (int Rows, int Columns)[] _shapes = [(1, 1), (2, 3), (16, 2), (63, 5), (64, 4), (65, 6), (257, 7), (300, 1), (1_000, 9), (40, 700)];

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Rows_are_less_the_mean_of_all_rows_alike(bool sparse)
    {
        foreach ((int rows, int columns) in _shapes)
        {
            var example = new NewtonExample(rows, columns, 1, seed: rows);
            double[] means = Means(example);
            double[][] x = Rows(example.Design(sparse));
            for (int i = 0; i < rows; i++)
                for (int f = 0; f < columns; f++)
                    Assert.AreEqual(example.Features[i][f] - means[f], x[i][f], 1e-13);
        }
    }

    /// <summary>What fills up its last block has to be 0, whatever was there before.</summary>
    [TestMethod]
    public void A_design_in_the_memory_of_another_knows_nothing_of_it()
    {
        for (int repeat = 0; repeat < 3; repeat++)
        {
            using (DesignMatrix other = new NewtonExample(224, 5, 1, seed: 1).Design(sparse: false))
                Assert.AreNotEqual(0, Rows(other)[^1].Sum(Math.Abs));
            using DesignMatrix design = new NewtonExample(209, 5, 1, seed: 2).Design(sparse: false);
            var factors = new double[design.Length(1)];
            Array.Fill(factors, 1);
            var gradient = new double[6];
            design.Visit(1, Workers.One, parameters: null, new double[design.Length(1)], visit: null, factors, gradient);
            for (int f = 0; f < 5; f++)
                Assert.AreEqual(0, gradient[f], 1e-11);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Scores_and_gradients_are_the_plain_ones(bool sparse)
    {
        foreach ((int rows, int columns) in _shapes)
        {
            DesignMatrix design = new NewtonExample(rows, columns, 1, seed: rows).Design(sparse);
            double[][] x = Rows(design);
            for (int outputs = 1; outputs <= 9; outputs++)
            {
                double[] parameters = NewtonExample.Normals((columns + 1) * outputs, seed: outputs);
                var scores = new double[design.Length(outputs)];
                double[] factors = Factors(design, outputs);
                double[] gradient = NewtonExample.Normals(parameters.Length, seed: 9);
                design.Visit(outputs, Workers.One, parameters, scores, visit: null, factors, gradient);
                var expected = new double[parameters.Length];
                for (int i = 0; i < rows; i++)
                {
                    for (int k = 0; k < outputs; k++)
                    {
                        double a = factors[Place(design, i, k, outputs)];
                        double score = parameters[outputs * columns + k];
                        for (int f = 0; f < columns; f++)
                        {
                            score += parameters[k * columns + f] * x[i][f];
                            expected[k * columns + f] += a * x[i][f];
                        }

                        expected[outputs * columns + k] += a;
                        Assert.AreEqual(score, scores[Place(design, i, k, outputs)], 1e-11, $"{rows} × {columns}, {outputs} outputs");
                    }
                }

                AssertClose(expected, gradient, 1e-10);
            }
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Each_block_is_visited_once_with_the_examples_that_it_has(bool sparse)
    {
        foreach ((int rows, int columns) in _shapes)
        {
            DesignMatrix design = new NewtonExample(rows, columns, 1, seed: 1).Design(sparse);
            Assert.AreEqual(0, design.BlockLength % 16);
            var seen = new int[rows];
            design.Visit(1, Workers.One, parameters: null, new double[design.Length(1)], (block, start, count) =>
            {
                Assert.AreEqual(block * design.BlockLength, start);
                for (int i = start; i < start + count; i++)
                    seen[i]++;
            });
            Assert.IsTrue(seen.All(times => times == 1));
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Some_of_the_examples_are_as_they_were(bool sparse)
    {
        foreach ((int rows, int columns) in _shapes)
        {
            var example = new NewtonExample(rows, columns, 1, seed: 1);
            DesignMatrix design = example.Design(sparse);
            int[] some = [.. Enumerable.Range(0, rows).Where(i => i % 3 != 1)];
            DesignMatrix selected = design.Select(some, Workers.One);
            double[][] x = Rows(design);
            AssertSame([.. some.Select(i => x[i])], Rows(selected));

            // And some of them.
            int[] fewer = [.. Enumerable.Range(0, some.Length).Where(i => i % 2 == 0)];
            AssertSame([.. fewer.Select(i => x[some[i]])], Rows(selected.Select(fewer, Workers.One)));
            Assert.AreEqual(sparse ? some.Sum(i => example.Features[i].Count(value => value != 0)) : some.Length * columns, selected.Entries);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Sums_of_squares_are_the_plain_ones(bool sparse)
    {
        foreach ((int rows, int columns) in _shapes.SkipLast(1))
        {
            DesignMatrix design = new NewtonExample(rows, columns, 1, seed: 3).Design(sparse);
            double[][] x = Rows(design);
            double[] c = Factors(design, 1);
            c[0] = 0;
            var products = new double[(columns + 1) * (columns + 1)];
            Array.Fill(products, 7);
            design.Products(c, products, CancellationToken.None);
            double[] z(int i) => [.. x[i], 1];
            for (int f = 0; f <= columns; f++)
                for (int g = 0; g <= f; g++)
                    Assert.AreEqual(Enumerable.Range(0, rows).Sum(i => c[i] * z(i)[f] * z(i)[g]), products[f * (columns + 1) + g], 1e-10);

            const int Outputs = 3;
            double[] curvatures = Factors(design, Outputs);
            double[] expected = NewtonExample.Normals(Outputs * (columns + 1), seed: 1);
            double[] target = [.. expected];
            design.AddDiagonal(curvatures, Outputs, target);
            for (int i = 0; i < rows; i++)
                for (int k = 0; k < Outputs; k++)
                    for (int f = 0; f <= columns; f++)
                        expected[f < columns ? k * columns + f : Outputs * columns + k] += curvatures[Place(design, i, k, Outputs)] * z(i)[f] * z(i)[f];
            AssertClose(expected, target, 1e-10);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Biases_for_features_as_they_were_given_give_the_same_scores(bool sparse)
    {
        var example = new NewtonExample(30, 5, 1, seed: 3);
        DesignMatrix design = example.Design(sparse);
        double[] parameters = NewtonExample.Normals(3 * 6, seed: 2);
        var scores = new double[design.Length(3)];
        design.Visit(3, Workers.One, parameters, scores, visit: null);
        design.Uncenter(parameters, 3);
        for (int i = 0; i < 30; i++)
            for (int k = 0; k < 3; k++)
                Assert.AreEqual(
                    parameters[15 + k] + Enumerable.Range(0, 5).Sum(f => parameters[k * 5 + f] * example.Features[i][f]), scores[Place(design, i, k, 3)], 1e-12);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Threads_do_not_change_a_bit(bool sparse)
    {
        var example = new NewtonExample(6_000, 90, 3, seed: 8);
        double[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            using var workers = new Workers(threads);
            NewtonObjective objective = example.Softmax(sparse, 0.1, workers);
            double[] direction = NewtonExample.Normals(objective.Dimension, seed: 1);
            var scores = new double[objective.Design.Length(3)];
            double[] result = new double[objective.Dimension];
            objective.MultiplyHessian(direction, result);
            DesignMatrix selected = objective.Design.Select([.. Enumerable.Range(0, 3_000).Select(i => 2 * i)], workers);
            var some = new double[selected.Length(3)];
            selected.Visit(3, workers, direction, some, visit: null);
            double[] all = [.. result, .. scores, .. some];
            CollectionAssert.AreEqual(expected ??= all, all, $"{threads} threads");
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void All_of_it_can_be_cancelled(bool sparse)
    {
        var example = new NewtonExample(2_000, 4, 2, seed: 1);
        DesignMatrix design = example.Design(sparse);
        using var source = new CancellationTokenSource();
        using var workers = new Workers(1, source.Token);
        int visits = 0;
        Assert.ThrowsExactly<OperationCanceledException>(() => design.Visit(1, workers, null, new double[design.Length(1)], (_, _, _) =>
        {
            visits++;
            source.Cancel();
        }));
        Assert.AreEqual(1, visits);
        Assert.ThrowsExactly<OperationCanceledException>(() => design.Products(new double[design.Length(1)], new double[25], source.Token));
        Assert.ThrowsExactly<OperationCanceledException>(() => example.Design(sparse, workers).Select([0, 1], workers).Visit(1, workers, null, [], null));
    }

    [TestMethod]
    public void Given_rows_are_taken_as_they_are()
    {
        double[][] rows = [.. Enumerable.Range(0, 70).Select(i => NewtonExample.Normals(3, seed: i))];
        var design = DenseDesign.Of(70, 3, (i, x) => rows[i].CopyTo(x, 0));
        AssertSame(rows, Rows(design));
        double[] parameters = [1, 2, 3, 4];
        design.Uncenter(parameters, 1);
        Assert.AreEqual(4, parameters[3]);
    }

    /// <summary>An output's numbers must not all lie on a thread's stack.</summary>
    [TestMethod]
    public void Sparse_rows_take_many_thousands_of_outputs()
    {
        const int Outputs = 300_000;
        DesignMatrix design = new NewtonExample(3, 2, 1, seed: 1).Design(sparse: true);
        double[][] x = Rows(design);
        double[] parameters = NewtonExample.Normals(3 * Outputs, seed: 1);
        var scores = new double[design.Length(Outputs)];
        var gradient = new double[parameters.Length];
        var thread = new Thread(() => design.Visit(Outputs, Workers.One, parameters, scores, visit: null, scores, gradient), maxStackSize: 256 << 10);
        thread.Start();
        thread.Join();
        for (int k = 0; k < Outputs; k += 997)
        {
            double[] s = [.. x.Select(row => parameters[2 * Outputs + k] + row[0] * parameters[2 * k] + row[1] * parameters[2 * k + 1])];
            Assert.AreEqual(s[2], scores[Place(design, 2, k, Outputs)], 1e-12);
            Assert.AreEqual(s.Zip(x, (score, row) => score * row[1]).Sum(), gradient[2 * k + 1], 1e-11);
            Assert.AreEqual(s.Sum(), gradient[2 * Outputs + k], 1e-11);
        }
    }

    private static double[] Means(NewtonExample example) =>
        [.. Enumerable.Range(0, example.Columns).Select(f => example.Features.Average(row => (double)row[f]))];

    private static double[][] Rows(DesignMatrix design) => [.. Enumerable.Range(0, design.Rows).Select(i =>
    {
        var x = new double[design.Columns];
        design.CopyRow(i, x);
        return x;
    })];

    /// <summary>0 for what blocks are filled up with.</summary>
    private static double[] Factors(DesignMatrix design, int outputs)
    {
        double[] factors = NewtonExample.Normals(design.Length(outputs), seed: outputs);
        for (int i = design.Rows; i < design.Length(1); i++)
            for (int k = 0; k < outputs; k++)
                factors[Place(design, i, k, outputs)] = 0;
        return factors;
    }

    private static int Place(DesignMatrix design, int row, int output, int outputs) =>
        design.Offset(row / design.BlockLength, outputs) + output * design.BlockLength + row % design.BlockLength;

    private static void AssertSame(double[][] expected, double[][] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
            CollectionAssert.AreEqual(expected[i], actual[i]);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance);
    }
}
