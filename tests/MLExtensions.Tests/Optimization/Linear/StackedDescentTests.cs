using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Tests.Optimization.Linear;

[TestClass]
public class StackedDescentTests
{
    /// <summary>So few rows that members follow each other, and so many that they take minibatches together, unless they are narrow.</summary>
    private const int FewRows = 200;
    private const int ManyRows = 9_000;

    private const int Narrow = 7;
    private const int Wide = 110;

    private static readonly double[] _penalties = [0.1, 1, 10, 100, 1_000, 0.3, 3];

    [TestMethod]
    [DataRow(FewRows, Narrow, false, false)]
    [DataRow(FewRows, Narrow, false, true)]
    [DataRow(FewRows, Narrow, true, false)]
    [DataRow(ManyRows, Narrow, false, false)]
    [DataRow(ManyRows, Narrow, false, true)]
    [DataRow(ManyRows, Wide, false, false)]
    public void Members_end_where_they_do_alone(int rows, int columns, bool sparse, bool hinge)
    {
        var random = new RandomProblem(rows, seed: 4, columns);
        ILoss<float, int> loss = hinge ? new MulticlassHingeLoss<float>(1) : new SoftmaxLoss<float>();
        ILoss<double, int> exact = hinge ? new MulticlassHingeLoss<double>(1) : new SoftmaxLoss<double>();
        StackResult[] results = new StackedDescent(new DescentSettings(), _penalties).Minimize(Problem(penalty: 0));
        for (int i = 0; i < _penalties.Length; i++)
        {
            double reached = random.Objective(exact, _penalties[i], results[i].Model);
            double alone = random.Objective(exact, _penalties[i], new LinearDescent(new DescentSettings { Tolerance = 1e-7 }).Minimize(Problem(_penalties[i])).Model);
            Assert.IsInRange(alone * (1 - 1e-3), alone * 1.003, reached, $"λ = {_penalties[i]}");
        }

        LinearProblem<int> Problem(double penalty) => sparse ? random.Sparse(loss, penalty) : random.Dense(loss, penalty);
    }

    [TestMethod]
    [DataRow(FewRows, Narrow)]
    [DataRow(ManyRows, Narrow)]
    [DataRow(ManyRows, Wide)]
    public void Any_number_of_threads_gives_the_same_bits(int rows, int columns)
    {
        StackResult[] expected = Minimize(1);
        foreach (int threads in (int[])[2, 3, 16])
        {
            StackResult[] results = Minimize(threads);
            for (int i = 0; i < expected.Length; i++)
                CollectionAssert.AreEqual(expected[i].Parameters, results[i].Parameters);
        }

        StackResult[] Minimize(int threads) =>
            new StackedDescent(new DescentSettings { NumberOfThreads = threads }, _penalties)
                .Minimize(new RandomProblem(rows, seed: 6, columns).Dense(new SoftmaxLoss<float>(), 0));
    }

    [TestMethod]
    public void Numbers_are_predicted_as_well()
    {
        var random = new RandomProblem(FewRows, seed: 7);
        float[] targets = [.. random.Features.Select(row => row[0] - 2 * row[1])];
        double[] members = [0.5, 50];
        StackResult[] results = new StackedDescent(new DescentSettings(), members).Minimize(Problem(0));
        for (int i = 0; i < members.Length; i++)
        {
            LinearModel alone = new LinearDescent(new DescentSettings { Tolerance = 1e-7 }).Minimize(Problem(members[i])).Model;
            double expected = Objective(alone, members[i]);
            Assert.AreEqual(expected, Objective(results[i].Model, members[i]), 1e-3 * expected);
        }

        double Objective(LinearModel model, double penalty) =>
            penalty * model.Weights[0].Sum(w => (double)w * w)
            + random.Features.Select((x, i) => random.Weights[i] * Math.Pow(model.Biases[0] + model.Weights[0].Zip(x, (w, v) => (double)w * v).Sum() - targets[i], 2)).Sum();

        LinearProblem<float> Problem(double penalty) => new(
            random.Dense(new SoftmaxLoss<float>(), 0).Features, targets, random.Weights, 1, new SquaredLoss<float>(), penalty);
    }

    [TestMethod]
    [DataRow(FewRows, Narrow)]
    [DataRow(ManyRows, Narrow)]
    [DataRow(ManyRows, Wide)]
    public void Cancelled_it_ends(int rows, int columns)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var settings = new DescentSettings { NumberOfThreads = 2, CancellationToken = source.Token };
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            new StackedDescent(settings, [1, 2]).Minimize(new RandomProblem(rows, seed: 8, columns).Dense(new SoftmaxLoss<float>(), 0)));
    }
}
