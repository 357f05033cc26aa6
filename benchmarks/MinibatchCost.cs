using System.Diagnostics;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Benchmarks;

/// <summary>What a batch costs once descent is under way.</summary>
/// <remarks>
/// Bytes are the difference between descents of some epochs and of twice as many, so that what is allocated once is not
/// counted: both make the same first steps, and the buffers of sparse batches have grown to the largest by then. Of several
/// descents the least counts, after as many to warm up.
/// </remarks>
/// <param name="Bytes">Allocated.</param>
/// <param name="Microseconds">Taken.</param>
internal readonly record struct MinibatchCost(double Bytes, double Microseconds)
{
    private const int Classes = 5;
    private const int BatchSize = 8;
    private const int Epochs = 40;

    private const int Repeats = 5;

    public static MinibatchCost Measure(FeatureMatrix features, UpdateRule rule, double averagedShare)
    {
        int[] targets = [.. Enumerable.Range(0, features.Rows).Select(i => i % Classes)];
        float[] weights = [.. Enumerable.Repeat(1f, features.Rows)];
        var problem = new LinearProblem<int>(features, targets, weights, Classes, new SoftmaxLoss<float>(), L2Regularization: 0.5);
        LinearObjective<int> objective = LinearObjective<int>.Create(problem, ColumnScaling.None(features.Columns));

        Least(Epochs);
        (long bytes, TimeSpan time) = Least(Epochs);
        long bytesOfTwice = Least(2 * Epochs).Bytes;
        double batches = (double)Epochs * features.Rows / BatchSize;
        return new MinibatchCost((bytesOfTwice - bytes) / batches, time.TotalMicroseconds / batches);

        // What the runtime does meanwhile on the same thread, as compiling the code better, is not in all of them.
        (long Bytes, TimeSpan Time) Least(int epochs)
        {
            (long Bytes, TimeSpan Time)[] costs = [.. Enumerable.Range(0, Repeats).Select(_ => Descend(epochs))];
            return (costs.Min(cost => cost.Bytes), costs.Min(cost => cost.Time));
        }

        (long Bytes, TimeSpan Time) Descend(int epochs)
        {
            var descent = new GradientDescent<float>(rule, StepSchedule.Constant())
            {
                LearningRate = 1e-3,
                BatchSize = BatchSize,
                Epochs = epochs,
                AveragedShare = averagedShare,
                Seed = 1,
            };
            var parameters = new float[objective.Dimension];
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            descent.Minimize(objective, parameters);
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            return (GC.GetAllocatedBytesForCurrentThread() - before, time);
        }
    }
}
