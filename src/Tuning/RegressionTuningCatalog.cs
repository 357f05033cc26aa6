using MLExtensions;
using MLExtensions.Interop;
using MLExtensions.Tuning;
using MLExtensions.Tuning.Options;
using MLExtensions.Tuning.Running;

namespace Microsoft.ML;

/// <summary>Adds sweeps, curves and nested cross-validation to <c>mlContext.Regression</c>.</summary>
public static class RegressionTuningCatalog
{
    /// <inheritdoc cref="MulticlassTuningCatalog.Sweep"/>
    /// <example>
    /// <code>
    /// SweepParameter&lt;float&gt; lambda = SweepParameter.L2Regularization(0.001f, 1000f, count: 13);
    /// SweepResult result = ml.Regression.Sweep(
    ///     data,
    ///     features.Append((ml, values) => ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(lambda))),
    ///     SweepSearch.Grid(lambda));
    /// Console.WriteLine(result);
    /// ITransformer model = result.Refit(result.Simplest);
    /// </code>
    /// </example>
    public static SweepResult Sweep(
        this RegressionCatalog catalog, IDataView data, SweepPipeline pipeline, SweepSearch search, RegressionSweepOptions? options = null) =>
        new(Tuner.Sweep(Task(catalog, options), data, pipeline, search));

    /// <inheritdoc cref="MulticlassTuningCatalog.ValidationCurve"/>
    public static ValidationCurve ValidationCurve(
        this RegressionCatalog catalog, IDataView data, SweepPipeline pipeline, SweepParameter parameter, RegressionSweepOptions? options = null) =>
        catalog.Sweep(data, pipeline, SweepSearch.Grid(parameter), options).ToValidationCurve(parameter);

    /// <inheritdoc cref="MulticlassTuningCatalog.LearningCurve(MulticlassClassificationCatalog, IDataView, SweepPipeline, ParameterValues, IEnumerable{double}?, MulticlassSweepOptions?)"/>
    public static LearningCurve LearningCurve(
        this RegressionCatalog catalog, IDataView data, SweepPipeline pipeline, ParameterValues values,
        IEnumerable<double>? shares = null, RegressionSweepOptions? options = null) =>
        LearningCurveRun.Train(Task(catalog, options), data, pipeline, values, shares);

    /// <inheritdoc cref="MulticlassTuningCatalog.LearningCurve(MulticlassClassificationCatalog, IDataView, IEstimator{ITransformer}, IEnumerable{double}?, MulticlassSweepOptions?)"/>
    public static LearningCurve LearningCurve(
        this RegressionCatalog catalog, IDataView data, IEstimator<ITransformer> pipeline, IEnumerable<double>? shares = null, RegressionSweepOptions? options = null) =>
        catalog.LearningCurve(data, SweepPipeline.Create(pipeline), ParameterValues.None, shares, options);

    /// <inheritdoc cref="MulticlassTuningCatalog.NestedCrossValidate"/>
    public static NestedResult NestedCrossValidate(
        this RegressionCatalog catalog, IDataView data, SweepPipeline pipeline, SweepSearch search,
        int numberOfOuterFolds = 5, bool simplest = false, RegressionSweepOptions? options = null) =>
        Tuner.NestedCrossValidate(Task(catalog, options), data, pipeline, search, numberOfOuterFolds, simplest);

    /// <inheritdoc cref="MulticlassTuningCatalog.CheckCanOverfit"/>
    public static OverfitCheck CheckCanOverfit(
        this RegressionCatalog catalog, IDataView data, IEstimator<ITransformer> pipeline,
        string labelColumnName = DefaultColumnNames.Label, int examples = 20, int? seed = null) =>
        Tuner.CheckCanOverfit(
            Task(catalog, new RegressionSweepOptions { LabelColumnName = labelColumnName, Seed = seed, Metric = RegressionMetric.RSquared }), data, pipeline, examples);

    private static SweepTask Task(RegressionCatalog catalog, RegressionSweepOptions? options) =>
        SweepTask.Of(CatalogEnvironment.Of(catalog), options ?? new RegressionSweepOptions());
}
