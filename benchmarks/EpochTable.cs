using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Benchmarks;

/// <summary>An epoch of softmax regression over dense rows in memory, losses included: on one thread, and on two.</summary>
internal static class EpochTable
{
    private const int BatchSize = 256;

    // MNIST's, optdigits' but for its few rows, many classes.
    private static readonly (int Rows, int Columns, int Classes)[] _shapes = [(60_000, 784, 10), (60_000, 64, 10), (20_000, 784, 100)];

    /// <param name="peak">That of one core, GFLOP/s.</param>
    public static void Print(double peak)
    {
        var table = new MarkdownTable(
            ["rows × columns × classes", "epoch"], ["ms", "GFLOP/s", "of peak", "on two threads, ms", "times faster"]);
        foreach ((int rows, int columns, int classes) in _shapes)
        {
            double work = 4.0 * rows * columns * classes / 1e9;
            (double pass, double minibatches) = Seconds(rows, columns, classes, threads: 1);
            (double passOfTwo, double minibatchesOfTwo) = Seconds(rows, columns, classes, threads: 2);
            Add("a pass over all rows", pass, passOfTwo);
            Add($"minibatches of {BatchSize}, with Adam", minibatches, minibatchesOfTwo);

            void Add(string epoch, double one, double two) => table.Add(
                $"{rows:N0} × {columns} × {classes}", $"{epoch}", $"{1e3 * one:F1}", $"{work / one:F0}", $"{work / one / peak:P0}",
                $"{1e3 * two:F1}", $"{one / two:F2}");
        }

        table.Print();
    }

    private static (double Pass, double Minibatches) Seconds(int rows, int columns, int classes, int threads)
    {
        using var workers = new Workers(threads);
        int[] targets = [.. Enumerable.Range(0, rows).Select(i => i % classes)];
        float[] weights = [.. Enumerable.Repeat(1f, rows)];
        var problem = new LinearProblem<int>(MadeUpRows.Uniform(rows, columns), targets, weights, classes, new SoftmaxLoss<float>(), 1);
        LinearObjective<int> objective =
            LinearObjective<int>.Create(problem, ColumnScaling.None(columns), workers, remembersGradients: true);
        float[] parameters = [.. Enumerable.Range(0, objective.Dimension).Select(i => 1e-3f * (i % 7 - 3))];
        var gradient = new float[parameters.Length];
        double pass = LeastTime.Seconds(() => objective.Evaluate(parameters, gradient));
        double minibatches = LeastTime.Seconds(() => new GradientDescent<float>(UpdateRule.Adam(), StepSchedule.Constant())
        {
            LearningRate = 1e-4,
            BatchSize = BatchSize,
            Epochs = 1,
            Seed = 1,
        }.Minimize(objective, parameters));
        return (pass, minibatches);
    }
}
