using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning;

/// <summary>Small data and pipelines that sweeps are tried on.</summary>
internal static class SweepExamples
{
    public static SweepParameter<float> Lambda { get; } = SweepParameter.L2Regularization(0.01f, 100f, count: 5);

    /// <summary>Three overlapping classes.</summary>
    public static IDataView Classes(this MLContext ml, int rows = 90, int seed = 1) => ml.View(MadeUpExamples.Draw(rows, features: 4, seed));

    /// <summary>Numbers that depend on two of four features and on noise.</summary>
    public static IDataView Numbers(int rows = 90, int seed = 1)
    {
        var random = new Random(seed);
        float[][] x = [.. Enumerable.Range(0, rows).Select(_ => (float[])[.. Enumerable.Range(0, 4).Select(_ => 2 * random.NextSingle() - 1)])];
        float[] y = [.. x.Select(row => 3 + 2 * row[0] - row[1] + random.NextSingle())];
        return new MemoryView(rows)
            .Add("Label", NumberDataViewType.Single, row => y[row])
            .AddVectors("Features", NumberDataViewType.Single, 4, row => MadeUpExamples.Vector(x[row]));
    }

    public static SweepPipeline Softmax() => SweepPipeline.Create((ml, values) => Softmax(ml, values.Get(Lambda)));

    public static SweepPipeline Svm() => SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.MulticlassSvm(
        new MulticlassSvmTrainer.Options { L2Regularization = values.Get(Lambda), Seed = 1 }));

    public static SweepPipeline Ridge() => SweepPipeline.Create((ml, values) => ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(Lambda)));

    public static IEstimator<ITransformer> Softmax(MLContext ml, float lambda) =>
        ml.MulticlassClassification.Trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options { L2Regularization = lambda, Seed = 1 });

    /// <summary>All scores of all trials, in the order of the search.</summary>
    public static double[] Scores(this SweepResult result) =>
        [.. result.Trials.OrderBy(trial => trial.Number).ThenBy(trial => trial.TrainingShare).SelectMany(trial => trial.Validation.Folds.Concat(trial.Training.Folds))];
}
