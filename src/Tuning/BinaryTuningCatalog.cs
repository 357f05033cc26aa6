using MLExtensions;
using MLExtensions.Interop;
using MLExtensions.Tuning;
using MLExtensions.Tuning.Options;
using MLExtensions.Tuning.Running;

namespace Microsoft.ML;

/// <summary>Adds sweeps, curves and nested cross-validation to <c>mlContext.BinaryClassification</c>.</summary>
public static class BinaryTuningCatalog
{
    /// <inheritdoc cref="MulticlassTuningCatalog.Sweep"/>
    /// <example>
    /// <code>
    /// SweepParameter&lt;float&gt; lambda = SweepParameter.L2Regularization(0.001f, 1000f, count: 13);
    /// BinarySweepResult result = ml.BinaryClassification.Sweep(
    ///     data,
    ///     features.Append((ml, values) =>
    ///         ml.BinaryClassification.Trainers.LogisticRegression(l2Regularization: values.Get(lambda))),
    ///     SweepSearch.Grid(lambda),
    ///     new BinarySweepOptions { Stratify = true });
    /// Console.WriteLine(result);
    /// DecisionThreshold threshold = result.ChooseThreshold(result.Simplest, ThresholdGoal.Recall(0.9));
    /// ITransformer model = result.Refit(result.Simplest, threshold);
    /// </code>
    /// </example>
    public static BinarySweepResult Sweep(
        this BinaryClassificationCatalog catalog, IDataView data, SweepPipeline pipeline, SweepSearch search, BinarySweepOptions? options = null) =>
        new(Tuner.Sweep(Task(catalog, options), data, pipeline, search));

    /// <inheritdoc cref="MulticlassTuningCatalog.ValidationCurve"/>
    public static ValidationCurve ValidationCurve(
        this BinaryClassificationCatalog catalog, IDataView data, SweepPipeline pipeline, SweepParameter parameter, BinarySweepOptions? options = null) =>
        catalog.Sweep(data, pipeline, SweepSearch.Grid(parameter), options).ToValidationCurve(parameter);

    /// <inheritdoc cref="MulticlassTuningCatalog.LearningCurve(MulticlassClassificationCatalog, IDataView, SweepPipeline, ParameterValues, IEnumerable{double}?, MulticlassSweepOptions?)"/>
    public static LearningCurve LearningCurve(
        this BinaryClassificationCatalog catalog, IDataView data, SweepPipeline pipeline, ParameterValues values,
        IEnumerable<double>? shares = null, BinarySweepOptions? options = null) =>
        LearningCurveRun.Train(Task(catalog, options), data, pipeline, values, shares);

    /// <inheritdoc cref="MulticlassTuningCatalog.LearningCurve(MulticlassClassificationCatalog, IDataView, IEstimator{ITransformer}, IEnumerable{double}?, MulticlassSweepOptions?)"/>
    public static LearningCurve LearningCurve(
        this BinaryClassificationCatalog catalog, IDataView data, IEstimator<ITransformer> pipeline, IEnumerable<double>? shares = null, BinarySweepOptions? options = null) =>
        catalog.LearningCurve(data, SweepPipeline.Create(pipeline), ParameterValues.None, shares, options);

    /// <inheritdoc cref="MulticlassTuningCatalog.NestedCrossValidate"/>
    public static NestedResult NestedCrossValidate(
        this BinaryClassificationCatalog catalog, IDataView data, SweepPipeline pipeline, SweepSearch search,
        int numberOfOuterFolds = 5, bool simplest = false, BinarySweepOptions? options = null) =>
        Tuner.NestedCrossValidate(Task(catalog, options), data, pipeline, search, numberOfOuterFolds, simplest);

    /// <inheritdoc cref="MulticlassTuningCatalog.CheckCanOverfit"/>
    public static OverfitCheck CheckCanOverfit(
        this BinaryClassificationCatalog catalog, IDataView data, IEstimator<ITransformer> pipeline,
        string labelColumnName = DefaultColumnNames.Label, int examples = 20, int? seed = null) =>
        Tuner.CheckCanOverfit(
            Task(catalog, new BinarySweepOptions { LabelColumnName = labelColumnName, Seed = seed, Metric = BinaryMetric.Accuracy }), data, pipeline, examples);

    private static SweepTask Task(BinaryClassificationCatalog catalog, BinarySweepOptions? options) =>
        SweepTask.Of(CatalogEnvironment.Of(catalog), options ?? new BinarySweepOptions());
}
