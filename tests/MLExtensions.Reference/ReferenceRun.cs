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
/// <param name="Bound">By how much the trainer says that it can exceed the minimum, if asked; of ridge, the sum over the classes.</param>
/// <param name="Epochs">Passes over the data; 0 where the optimum is solved for.</param>
/// <param name="Seconds">From <c>Fit</c> to the model, or of all the models, reading the data view included.</param>
public sealed record ReferenceRun(ReferenceOptimum Optimum, int Rows, double Reached, double? Bound, int Epochs, double Seconds)
{
    public double Excess => Reached - Optimum.Optimum;

    public double RelativeExcess => Excess / Optimum.Optimum;

    public double ExcessPerExample => Excess / Rows;

    /// <summary>Within 0.5% of the optimum, or 0.0005 an example.</summary>
    public bool IsClose => RelativeExcess <= 0.005 || ExcessPerExample <= 0.0005;

    /// <summary>Trains on the data set of the optimum, with default options but for λ.</summary>
    /// <param name="optimum">What is to be reached.</param>
    /// <param name="certified">Whether the trainers are to bound the distance, too, which they do within the time measured.</param>
    public static ReferenceRun Execute(ReferenceOptimum optimum, bool certified = false)
    {
        ReferenceData data = ReferenceData.Load(optimum);
        var ml = new MLContext(seed: 1);
        int epochs = 0;
        double bound = 0;
        var progress = new Progress(report =>
        {
            epochs = report.Epoch;
            bound += report.DualityGap ?? 0;
        });
        float lambda = (float)optimum.Lambda;
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers = ml.MulticlassClassification.Trainers;
        var watch = Stopwatch.StartNew();
        (VBuffer<float>[] weights, IEnumerable<float> biases) = optimum.Objective switch
        {
            ReferenceObjective.Softmax => Classifier(
                trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options
                {
                    L2Regularization = lambda,
                    ReportDualityGap = certified,
                    Progress = progress,
                }),
                data.ToDataView(ml)),
            ReferenceObjective.Svm => Classifier(
                trainers.MulticlassSvm(new MulticlassSvmTrainer.Options { L2Regularization = lambda, Progress = progress }),
                data.ToDataView(ml)),
            _ => Ridge(data, ml, ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options
            {
                L2Regularization = lambda,
                ReportDualityGap = certified,
                Progress = progress,
            })),
        };
        watch.Stop();

        double[][] w = Array.ConvertAll(weights, row => Array.ConvertAll(row.DenseValues().ToArray(), value => (double)value));
        double reached = ObjectiveValue.Of(optimum, data, w, [.. biases.Select(b => (double)b)]);
        return new ReferenceRun(optimum, data.Rows, reached, certified ? bound : null, epochs, watch.Elapsed.TotalSeconds);
    }

    private static (VBuffer<float>[] Weights, IEnumerable<float> Biases) Classifier(
        IEstimator<ISingleFeaturePredictionTransformer<LinearMulticlassModelParametersBase>> trainer, IDataView data)
    {
        LinearMulticlassModelParametersBase model = trainer.Fit(data).Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out _);
        return (weights, model.GetBiases());
    }

    private static (VBuffer<float>[] Weights, IEnumerable<float> Biases) Ridge(
        ReferenceData data, MLContext ml, RidgeRegressionTrainer trainer)
    {
        LinearRegressionModelParameters[] models =
            [.. Enumerable.Range(0, data.Classes).Select(k => trainer.Fit(data.ToDataView(ml, k)).Model)];
        return (Array.ConvertAll(models, model => new VBuffer<float>(data.Columns, [.. model.Weights])), models.Select(model => model.Bias));
    }

    // System.Progress reports on another thread, too late to read.
    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
