using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MLExtensions.Reference;

/// <summary>How close a trainer with default options came to a known optimum.</summary>
/// <param name="Optimum">What was to be reached.</param>
/// <param name="Rows">Rows of the data set.</param>
/// <param name="Reached">The objective of the fitted model, computed in double precision from its weights and the data.</param>
/// <param name="Bound">By how much the trainer says that it can exceed the minimum, if asked; of ridge, the sum over the classes.</param>
/// <param name="Epochs">Passes over the data; 0 where the optimum is solved for.</param>
/// <param name="Seconds">
/// From <c>Fit</c> to the model, or of all the models, reading the data view included; of several fits the median.
/// </param>
/// <param name="HeldOut">The accuracy on the test rows, if there are any.</param>
/// <param name="Promise">What it had to keep.</param>
public sealed record ReferenceRun(
    ReferenceOptimum Optimum,
    int Rows,
    double Reached,
    double? Bound,
    int Epochs,
    double Seconds,
    double? HeldOut,
    ReferencePromise Promise)
{
    public double Excess => Reached - Optimum.Optimum;

    public double RelativeExcess => Excess / Optimum.Optimum;

    public double ExcessPerExample => Excess / Rows;

    /// <summary>Whether the promise is kept.</summary>
    public bool IsClose => Promise.IsKept(Reached, HeldOut);

    /// <summary>
    /// Whether the bound, if there is one, is within 1% of the optimum, rounding to <see cref="float"/> apart, or as good as 0.
    /// </summary>
    public bool IsCertified => !(Bound > Math.Max(0.01 * Optimum.Optimum + Optimum.Rounding, Promise.Zero));

    /// <summary>Trains on the data set of the optimum, with default options but for λ.</summary>
    /// <param name="optimum">What is to be reached.</param>
    /// <param name="certified">Whether the trainers are to bound the distance, too, which they do within the time measured.</param>
    /// <param name="fits">How many times to train, always the same way.</param>
    public static ReferenceRun Execute(ReferenceOptimum optimum, bool certified = false, int fits = 1)
    {
        ReferenceData data = ReferenceData.Load(optimum);
        var seconds = new double[fits];
        int epochs = 0;
        double bound = 0;
        LinearWeights model = new([], []);
        for (int fit = 0; fit < fits; fit++)
        {
            bound = 0;
            var progress = new Progress(report =>
            {
                epochs = report.Epoch;
                bound += report.DualityGap ?? 0;
            });
            GC.Collect();
            var watch = Stopwatch.StartNew();
            model = Fit(optimum, data, certified, progress);
            seconds[fit] = watch.Elapsed.TotalSeconds;
        }

        ReferenceData? test = ReferenceData.LoadTest(optimum);
        return new ReferenceRun(
            optimum,
            data.Rows,
            ObjectiveValue.Of(optimum, data, model.Weights, model.Biases),
            certified ? bound : null,
            epochs,
            seconds.Order().ElementAt(fits / 2),
            test is null ? null : ObjectiveValue.Accuracy(test, model.Weights, model.Biases),
            ReferencePromise.Of(optimum, data, test));
    }

    private static LinearWeights Fit(ReferenceOptimum optimum, ReferenceData data, bool certified, Progress progress)
    {
        var ml = new MLContext(seed: 1);
        float lambda = (float)optimum.Lambda;
        MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers = ml.MulticlassClassification.Trainers;
        return optimum.Objective switch
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
                trainers.MulticlassSvm(new MulticlassSvmTrainer.Options
                {
                    L2Regularization = lambda,
                    ReportDualityGap = certified,
                    Progress = progress,
                }),
                data.ToDataView(ml)),
            ReferenceObjective.Logistic => Halves(
                ml.BinaryClassification.Trainers.LogisticRegression(new LogisticRegressionTrainer.Options
                {
                    L2Regularization = lambda,
                    ReportDualityGap = certified,
                    Progress = progress,
                }).Fit(data.ToBinaryView(ml)).Model.SubModel),
            ReferenceObjective.Hinge => Halves(
                ml.BinaryClassification.Trainers.SupportVectorMachine(new SupportVectorMachineTrainer.Options
                {
                    L2Regularization = lambda,
                    ReportDualityGap = certified,
                    Progress = progress,
                }).Fit(data.ToBinaryView(ml)).Model),
            _ => Ridge(data, ml, ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options
            {
                L2Regularization = lambda,
                ReportDualityGap = certified,
                Progress = progress,
            })),
        };
    }

    private static LinearWeights Classifier(
        IEstimator<ISingleFeaturePredictionTransformer<LinearMulticlassModelParametersBase>> trainer, IDataView data)
    {
        LinearMulticlassModelParametersBase model = trainer.Fit(data).Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out _);
        return new LinearWeights(Array.ConvertAll(weights, row => ToDouble(row.DenseValues())), ToDouble(model.GetBiases()));
    }

    private static LinearWeights Halves(LinearBinaryModelParameters model)
    {
        (double[][] weights, double[] biases) = ObjectiveValue.Halves(model.Weights, model.Bias);
        return new LinearWeights(weights, biases);
    }

    private static LinearWeights Ridge(ReferenceData data, MLContext ml, RidgeRegressionTrainer trainer)
    {
        LinearRegressionModelParameters[] models =
            [.. Enumerable.Range(0, data.Classes).Select(k => trainer.Fit(data.ToDataView(ml, k)).Model)];
        return new LinearWeights(
            Array.ConvertAll(models, model => ToDouble(model.Weights)), ToDouble(models.Select(model => model.Bias)));
    }

    private static double[] ToDouble(IEnumerable<float> values) => [.. values.Select(value => (double)value)];

    // System.Progress reports on another thread, too late to read.
    private sealed class Progress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    private sealed record LinearWeights(double[][] Weights, double[] Biases);
}
