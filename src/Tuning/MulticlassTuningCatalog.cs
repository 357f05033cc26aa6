using MLExtensions;
using MLExtensions.Interop;
using MLExtensions.Tuning;
using MLExtensions.Tuning.Options;
using MLExtensions.Tuning.Running;

namespace Microsoft.ML;

/// <summary>Adds sweeps, curves and nested cross-validation to <c>mlContext.MulticlassClassification</c>.</summary>
public static class MulticlassTuningCatalog
{
    /// <summary>Tries values of a pipeline's parameters, each by cross-validation.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="data">The rows; read once, and kept in memory.</param>
    /// <param name="pipeline">
    /// The pipeline, whose output has the label (a key; for two classes a <see cref="bool"/>, for a regression a <see cref="float"/>),
    /// <c>Score</c> and, but for a regression, <c>PredictedLabel</c>.
    /// </param>
    /// <param name="search">What to try: a grid, values drawn at random, or successive halving of either.</param>
    /// <param name="options">The metric, the folds and so on. Default: <see langword="null"/>, all defaults.</param>
    /// <returns>All trials; those that failed with their exceptions.</returns>
    /// <remarks>
    /// The seed of the folds is that of the <see cref="MLContext"/>, if <see cref="SweepOptions.Seed"/> sets none; where neither
    /// does, a fresh one for each call.
    /// </remarks>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="data"/>, <paramref name="pipeline"/> or <paramref name="search"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">An option is out of its range, or two exclude each other.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are too few rows or groups for the folds, or the metric says nothing about the pipeline's predictions.
    /// </exception>
    /// <exception cref="InvalidDataException">The checkpoint file is damaged, or that of another sweep.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <example>
    /// <code>
    /// SweepParameter&lt;float&gt; lambda = SweepParameter.L2Regularization(0.001f, 1000f, count: 13);
    /// SweepResult result = ml.MulticlassClassification.Sweep(
    ///     data,
    ///     features.Append((ml, values) =>
    ///         ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(lambda))),
    ///     SweepSearch.Grid(lambda));
    /// Console.WriteLine(result);
    /// ITransformer model = result.Refit(result.Simplest);
    /// </code>
    /// </example>
    public static SweepResult Sweep(
        this MulticlassClassificationCatalog catalog, IDataView data, SweepPipeline pipeline, SweepSearch search, MulticlassSweepOptions? options = null) =>
        new(Tuner.Sweep(Task(catalog, options), data, pipeline, search));

    /// <summary>Training and validation scores against one parameter of a pipeline.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="data">The rows; read once, and kept in memory.</param>
    /// <param name="pipeline">The pipeline, which has this parameter alone.</param>
    /// <param name="parameter">The parameter; its grid says which values.</param>
    /// <param name="options">The metric, the folds and so on. Default: <see langword="null"/>, all defaults.</param>
    /// <remarks>It is a sweep over a grid of one parameter, <see cref="SweepResult.ToValidationCurve"/>.</remarks>
    /// <exception cref="ArgumentNullException">An argument other than <paramref name="options"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// All values failed, there are too few rows or groups for the folds, or the metric says nothing about the pipeline's
    /// predictions.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ValidationCurve ValidationCurve(
        this MulticlassClassificationCatalog catalog, IDataView data, SweepPipeline pipeline, SweepParameter parameter, MulticlassSweepOptions? options = null) =>
        catalog.Sweep(data, pipeline, SweepSearch.Grid(parameter), options).ToValidationCurve(parameter);

    /// <summary>Training and validation scores of a pipeline against the number of examples.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="data">The rows; read once, and kept in memory.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="values">The values of its parameters, such as those of <see cref="SweepResult.Best"/>.</param>
    /// <param name="shares">
    /// Shares of each fold's training rows, above 0 and at most 1. Default: <see langword="null"/>, 0.1, 0.2, 0.4, 0.7 and 1.
    /// </param>
    /// <param name="options">The metric, the folds and so on. Default: <see langword="null"/>, all defaults.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="data"/>, <paramref name="pipeline"/> or <paramref name="values"/> is null.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of its range.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are too few rows or groups for the folds, or the metric says nothing about the pipeline's predictions.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LearningCurve LearningCurve(
        this MulticlassClassificationCatalog catalog, IDataView data, SweepPipeline pipeline, ParameterValues values,
        IEnumerable<double>? shares = null, MulticlassSweepOptions? options = null) =>
        LearningCurveRun.Train(Task(catalog, options), data, pipeline, values, shares);

    /// <summary>Training and validation scores of a pipeline without parameters against the number of examples.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="data">The rows; read once, and kept in memory.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="shares">
    /// Shares of each fold's training rows, above 0 and at most 1. Default: <see langword="null"/>, 0.1, 0.2, 0.4, 0.7 and 1.
    /// </param>
    /// <param name="options">The metric, the folds and so on. Default: <see langword="null"/>, all defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> or <paramref name="pipeline"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of its range.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are too few rows or groups for the folds, or the metric says nothing about the pipeline's predictions.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LearningCurve LearningCurve(
        this MulticlassClassificationCatalog catalog, IDataView data, IEstimator<ITransformer> pipeline, IEnumerable<double>? shares = null, MulticlassSweepOptions? options = null) =>
        catalog.LearningCurve(data, SweepPipeline.Create(pipeline), ParameterValues.None, shares, options);

    /// <summary>
    /// How well a pipeline does whose parameters are chosen by a sweep: for every outer fold a sweep over the others chooses, and
    /// the chosen is scored on that fold, which had no part in it.
    /// </summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="data">The rows; read once, and kept in memory.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="search">What each sweep tries.</param>
    /// <param name="numberOfOuterFolds">
    /// The number of outer folds, at least 2. They are of the kind that <see cref="SweepOptions.Folds"/> says, without repeats.
    /// Enough rows or groups must remain for the inner folds, which are those of <paramref name="options"/>. Default: 5. Where
    /// the kind has a fold for each group or value, there are as many as that.
    /// </param>
    /// <param name="simplest">
    /// Whether a sweep chooses the simplest trial within one standard error of the best. Default: <see langword="false"/>, the
    /// best.
    /// </param>
    /// <param name="options">The metric, the inner folds and so on. Default: <see langword="null"/>, all defaults.</param>
    /// <remarks>
    /// Source: Cawley and Talbot, On over-fitting in model selection and subsequent selection bias in performance evaluation,
    /// JMLR 11 (2010).
    /// </remarks>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="data"/>, <paramref name="pipeline"/> or <paramref name="search"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">A checkpoint file is asked for, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are too few rows or groups for the folds, all trials of a sweep failed, or the metric says nothing about the
    /// pipeline's predictions.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NestedResult NestedCrossValidate(
        this MulticlassClassificationCatalog catalog, IDataView data, SweepPipeline pipeline, SweepSearch search,
        int numberOfOuterFolds = 5, bool simplest = false, MulticlassSweepOptions? options = null) =>
        Tuner.NestedCrossValidate(Task(catalog, options), data, pipeline, search, numberOfOuterFolds, simplest);

    /// <summary>Finds out whether a pipeline can learn a few rows by heart, as one should before tuning it.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="data">The rows; read once, and kept in memory.</param>
    /// <param name="pipeline">The pipeline, with as few restrictions as it can have: λ near 0.</param>
    /// <param name="labelColumnName">The column to be predicted, as the pipeline's output has it.</param>
    /// <param name="examples">How many rows, at least 2; where there are classes, of each about as often as it occurs. Default: 20.</param>
    /// <param name="seed">
    /// Which rows. Default: <see langword="null"/>, the seed of the <see cref="MLContext"/>, or a fresh one if it has none.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> or <paramref name="pipeline"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="examples"/> is below 2.</exception>
    public static OverfitCheck CheckCanOverfit(
        this MulticlassClassificationCatalog catalog, IDataView data, IEstimator<ITransformer> pipeline,
        string labelColumnName = DefaultColumnNames.Label, int examples = 20, int? seed = null) =>
        Tuner.CheckCanOverfit(
            Task(catalog, new MulticlassSweepOptions { LabelColumnName = labelColumnName, Seed = seed }), data, pipeline, examples);

    private static SweepTask Task(MulticlassClassificationCatalog catalog, MulticlassSweepOptions? options) =>
        SweepTask.Of(CatalogEnvironment.Of(catalog), options ?? new MulticlassSweepOptions());
}
