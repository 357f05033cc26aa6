using System.Diagnostics;
using Microsoft.ML;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks.Scale;

/// <summary>What a training of softmax regression took.</summary>
/// <param name="Seconds">From <c>Fit</c> to the model, reading the data view included; of several short ones the least.</param>
/// <param name="Passes">Over the data.</param>
/// <param name="PeakBytes">Managed memory at its peak, beyond what the data take in the data view.</param>
/// <param name="Model">What came of it.</param>
/// <param name="Reports">What the trainer told on the way.</param>
internal sealed record ScaleRun(
    double Seconds, int Passes, long PeakBytes, LinearWeights Model, IReadOnlyList<TrainingProgress> Reports)
{
    /// <summary>Who takes longer is fitted only once.</summary>
    private const double LongSeconds = 1;

    private const int Fits = 5;

    public static ScaleRun Execute(ReferenceData data, float l2Regularization)
    {
        var view = MemoryRows.Of(data);
        ScaleRun first = Fit(view, l2Regularization);
        return first.Seconds > LongSeconds
            ? first
            : Enumerable.Range(1, Fits - 1).Select(_ => Fit(view, l2Regularization)).Append(first).MinBy(run => run.Seconds)!;
    }

    private static ScaleRun Fit(IDataView view, float l2Regularization)
    {
        var log = new ProgressLog();
        SoftmaxRegressionTrainer trainer = new MLContext(seed: 1).MulticlassClassification.Trainers.SoftmaxRegression(
            new SoftmaxRegressionTrainer.Options { L2Regularization = l2Regularization, Progress = log });
        using var memory = new PeakMemory();
        var watch = Stopwatch.StartNew();
        LinearWeights model = LinearWeights.Of(trainer.Fit(view).Model);
        double seconds = watch.Elapsed.TotalSeconds;
        return new ScaleRun(seconds, log.Reports[^1].Epoch, memory.Stop(), model, log.Reports);
    }
}
