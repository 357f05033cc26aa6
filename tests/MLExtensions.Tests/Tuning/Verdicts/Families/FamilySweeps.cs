using Microsoft.ML;

namespace MLExtensions.Tests.Tuning.Verdicts.Families;

/// <summary>Makes families of pipelines, grids and trials to be judged.</summary>
internal static class FamilySweeps
{
    public const FitVerdict U = FitVerdict.Underfitting;
    public const FitVerdict O = FitVerdict.Overfitting;
    public const FitVerdict A = FitVerdict.AboutRight;
    public const FitVerdict M = FitVerdict.MoreDataWouldHelp;
    public const FitVerdict X = FitVerdict.Unclear;

    /// <summary>A family of classifications, once for each metric.</summary>
    public static IEnumerable<VerdictFamily> Classes(
        string name, MulticlassMetric[] metrics, Func<int, IDataView> data, SweepPipeline pipeline, SweepSearch search,
        Func<SweepResult, SweepTrial> judged, FitVerdict[] right, FitVerdict[] wrong) =>
        ForEach(
            name, metrics, (metric, seed, file) => new MLContext(seed: 1).MulticlassClassification.Sweep(
                data(seed), pipeline, search, new MulticlassSweepOptions { Seed = seed, Metric = metric, CheckpointFile = file }),
            judged, right, wrong);

    /// <summary>A family of regressions, once for each metric.</summary>
    public static IEnumerable<VerdictFamily> Numbers(
        string name, RegressionMetric[] metrics, Func<int, IDataView> data, SweepPipeline pipeline, SweepSearch search,
        Func<SweepResult, SweepTrial> judged, FitVerdict[] right, FitVerdict[] wrong) =>
        ForEach(
            name, metrics, (metric, seed, file) => new MLContext(seed: 1).Regression.Sweep(
                data(seed), pipeline, search, new RegressionSweepOptions { Seed = seed, Metric = metric, CheckpointFile = file }),
            judged, right, wrong);

    public static SweepTrial Best(SweepResult result) => result.Best;

    public static SweepTrial Simplest(SweepResult result) => result.Simplest;

    /// <summary>The best of the trials that have a value.</summary>
    public static Func<SweepResult, SweepTrial> At<T>(SweepParameter<T> parameter, T value)
        where T : notnull =>
        result => result.Trials.First(trial => trial.Values.Get(parameter).Equals(value));

    public static SweepPipeline Softmax(SweepParameter<float> lambda) =>
        SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(lambda)));

    public static SweepPipeline Svm(SweepParameter<float> lambda) =>
        SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.MulticlassSvm(l2Regularization: values.Get(lambda)));

    public static SweepPipeline Softmax(SweepParameter<int> degree, SweepParameter<float> lambda) =>
        SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(degree)))
            .Append((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(lambda)));

    public static SweepPipeline KNearest(SweepParameter<int> k, NeighborWeights weights = NeighborWeights.Uniform) =>
        SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.NearestNeighbors(
            new NearestNeighborsTrainer.Options { Neighbors = values.Get(k), Weights = weights }));

    public static SweepPipeline KNearestNumbers(SweepParameter<int> k) =>
        SweepPipeline.Create((ml, values) => ml.Regression.Trainers.NearestNeighbors(new NearestNeighborsRegressionTrainer.Options { Neighbors = values.Get(k) }));

    public static SweepPipeline Ridge(SweepParameter<float> lambda) =>
        SweepPipeline.Create((ml, values) => ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(lambda)));

    public static SweepPipeline Ridge(SweepParameter<int> degree, float lambda = 1e-6f) =>
        SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(degree)))
            .Append((ml, _) => ml.Regression.Trainers.RidgeRegression(l2Regularization: lambda));

    public static SweepParameter<int> K(params int[] k) => SweepParameter.Choices("k", k, Simpler.Larger);

    private static IEnumerable<VerdictFamily> ForEach<TMetric>(
        string name, TMetric[] metrics, Func<TMetric, int, string?, SweepResult> sweep,
        Func<SweepResult, SweepTrial> judged, FitVerdict[] right, FitVerdict[] wrong)
        where TMetric : Enum =>
        metrics.Select(metric => new VerdictFamily(name, metric.ToString(), (seed, file) => sweep(metric, seed, file), judged, right, wrong));
}
