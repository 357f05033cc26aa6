using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>What a trainer took and reached.</summary>
/// <param name="Seconds">From <c>Fit</c> to the model, reading the data view included; of several fits the median.</param>
/// <param name="Objective">λ‖W‖² + Σ loss, in double precision, from the weights of the model and the data.</param>
/// <param name="Excess">By how much it exceeds a known minimum, relative to that.</param>
/// <param name="Test">What came of the test rows, if there are any.</param>
internal sealed record PeerRun(double Seconds, double Objective, double? Excess, MulticlassClassificationMetrics? Test)
{
    /// <summary>Who takes longer is fitted only once.</summary>
    private const double LongSeconds = 5;

    private const int Fits = 5;

    /// <param name="peer">Who trains.</param>
    /// <param name="data">The data.</param>
    /// <param name="training">Its training rows, cached in memory.</param>
    public static PeerRun Execute(Peer peer, PeerData data, IDataView training)
    {
        (double first, ISingleFeaturePredictionTransformer<object> model) = Fit(peer, data, training);
        // The first of the short ones only compiles the code.
        List<double> seconds = first < LongSeconds
            ? [.. Enumerable.Range(0, Fits).Select(_ => Fit(peer, data, training).Seconds).Order()]
            : [first];

        ReferenceOptimum? known = data.Optima.FirstOrDefault(optimum => optimum.Objective == peer.Loss);
        var objective = new ReferenceOptimum(data.Training.Name, peer.Loss, Peer.Lambda, data.Features, double.NaN);
        LinearWeights weights = LinearWeights.Of(model.Model);
        double reached = ObjectiveValue.Of(objective, data.Training, weights.Weights, weights.Biases);
        return new PeerRun(seconds[seconds.Count / 2], reached, reached / known?.Optimum - 1, Evaluate(model, data.Test));
    }

    private static (double Seconds, ISingleFeaturePredictionTransformer<object> Model) Fit(Peer peer, PeerData data, IDataView training)
    {
        // The same seed for each fit.
        IEstimator<ISingleFeaturePredictionTransformer<object>> trainer = peer.Create(new MLContext(seed: 1), data.Training.Rows);
        GC.Collect();
        var watch = Stopwatch.StartNew();
        ISingleFeaturePredictionTransformer<object> model = trainer.Fit(training);
        return (watch.Elapsed.TotalSeconds, model);
    }

    private static MulticlassClassificationMetrics? Evaluate(ITransformer model, ReferenceData? test)
    {
        if (test is null)
            return null;
        var ml = new MLContext(seed: 1);
        return ml.MulticlassClassification.Evaluate(model.Transform(test.ToDataView(ml)));
    }
}
