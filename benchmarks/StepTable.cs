using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Benchmarks;

/// <summary>What a descent does besides products: losses of 60,000 rows, and a step of MNIST's parameters.</summary>
internal static class StepTable
{
    private const int Rows = 60_000;
    private const int RowsAtOnce = 64;
    private const int Classes = 10;
    private const int Parameters = 7_850;
    private const int Steps = 1_000;

    public static void Print()
    {
        var table = new MarkdownTable(["what"], ["time"]);
        table.Add($"softmax loss, 60,000 × 10", $"{Milliseconds(new SoftmaxLoss<float>()):F2} ms");
        table.Add($"hinge loss, 60,000 × 10", $"{Milliseconds(new MulticlassHingeLoss<float>(1)):F2} ms");
        table.Add($"a step of Adam, 7,850 parameters", $"{StepMicroseconds():F2} µs");
        table.Print();
    }

    private static double Milliseconds(ILoss<float, int> loss)
    {
        // No row twice, or else the processor would learn by heart where branches go.
        var random = new Random(1);
        float[] start = [.. Enumerable.Range(0, Rows * Classes).Select(_ => 4 * random.NextSingle())];
        int[] targets = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Classes))];
        float[] weights = [.. Enumerable.Repeat(1f, Rows)];
        var scores = new float[start.Length];
        return 1e3 * LeastTime.Seconds(() =>
        {
            start.CopyTo(scores, 0);
            for (int row = 0; row < Rows; row += RowsAtOnce)
            {
                int count = Math.Min(RowsAtOnce, Rows - row);
                loss.Evaluate(
                    scores.AsSpan(row * Classes, count * Classes), targets.AsSpan(row, count), weights.AsSpan(row, count));
            }
        });
    }

    private static double StepMicroseconds()
    {
        var rule = UpdateRule.Adam();
        var random = new Random(1);
        float[] start = [.. Enumerable.Range(0, Parameters).Select(_ => random.NextSingle() - 0.5f)];
        var gradient = new float[Parameters];
        var parameters = new float[Parameters];
        var state = new float[Parameters * rule.StatePerParameter];
        return 1e6 / Steps * LeastTime.Seconds(() =>
        {
            for (int step = 1; step <= Steps; step++)
            {
                start.CopyTo(gradient, 0);
                rule.Update(parameters, gradient, state, new UpdateStep(1e-3, step, ParameterRows.One));
            }
        });
    }
}
