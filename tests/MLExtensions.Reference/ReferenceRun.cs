using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Trainers;

namespace MLExtensions.Reference;

/// <summary>How close a trainer with default options came to a known optimum.</summary>
/// <param name="Optimum">What was to be reached.</param>
/// <param name="Rows">Rows of the data set.</param>
/// <param name="Reached">The objective of the fitted model, computed in double precision from its weights and the data.</param>
/// <param name="Epochs">Passes over the data.</param>
/// <param name="Seconds">From <c>Fit</c> to the model, reading the data view included.</param>
public sealed record ReferenceRun(ReferenceOptimum Optimum, int Rows, double Reached, int Epochs, double Seconds)
{
    public double Excess => Reached - Optimum.Optimum;

    public double RelativeExcess => Excess / Optimum.Optimum;

    public double ExcessPerExample => Excess / Rows;

    /// <summary>Within 0.5% of the optimum, or 0.0005 an example.</summary>
    public bool IsClose => RelativeExcess <= 0.005 || ExcessPerExample <= 0.0005;

    /// <summary>Trains on the data set of the optimum, with default options but for λ.</summary>
    public static ReferenceRun Execute(ReferenceOptimum optimum)
    {
        ReferenceData data = ReferenceData.Load(optimum);
        var ml = new MLContext(seed: 1);
        IDataView view = data.ToDataView(ml);
        int epochs = 0;
        var progress = new Progress(report => epochs = report.Epoch);
        float lambda = (float)optimum.Lambda;
        VBuffer<float>[] weights = [];
        IEnumerable<float> biases;

        var watch = Stopwatch.StartNew();
        if (optimum.Objective == ReferenceObjective.Softmax)
        {
            MaximumEntropyModelParameters model = ml.MulticlassClassification.Trainers
                .SoftmaxRegression(new SoftmaxRegressionTrainer.Options { L2Regularization = lambda, Progress = progress })
                .Fit(view).Model;
            watch.Stop();
            model.GetWeights(ref weights, out _);
            biases = model.GetBiases();
        }
        else
        {
            LinearMulticlassModelParameters model = ml.MulticlassClassification.Trainers
                .MulticlassSvm(new MulticlassSvmTrainer.Options { L2Regularization = lambda, Progress = progress })
                .Fit(view).Model;
            watch.Stop();
            model.GetWeights(ref weights, out _);
            biases = model.GetBiases();
        }

        double[][] w = Array.ConvertAll(weights, row => Array.ConvertAll(row.DenseValues().ToArray(), value => (double)value));
        double reached = ObjectiveValue.Of(optimum, data, w, [.. biases.Select(b => (double)b)]);
        return new ReferenceRun(optimum, data.Rows, reached, epochs, watch.Elapsed.TotalSeconds);
    }

    // System.Progress reports on another thread, too late to read.
    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
