using MLExtensions;
using MLExtensions.Interop;

namespace Microsoft.ML;

/// <summary>
/// Adds the linear trainers to <c>mlContext.MulticlassClassification.Trainers</c>, <c>mlContext.BinaryClassification.Trainers</c>
/// and <c>mlContext.Regression.Trainers</c>.
/// </summary>
public static class LinearTrainersCatalog
{
    /// <summary>Softmax regression: linear scores turned into class probabilities.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="labelColumnName">A key column of at least two values.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="exampleWeightColumnName">A <see cref="float"/> column, not negative; null: all weigh 1.</param>
    /// <param name="l2Regularization">λ of the penalty λ‖W‖²; at least 0. scikit-learn: <c>C = 1/(2λ)</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="l2Regularization"/> is negative or not finite.</exception>
    public static SoftmaxRegressionTrainer SoftmaxRegression(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float l2Regularization = 0.5f) =>
        catalog.SoftmaxRegression(new SoftmaxRegressionTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
        });

    /// <summary>Softmax regression with all its options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="options">Read once; later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static SoftmaxRegressionTrainer SoftmaxRegression(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, SoftmaxRegressionTrainer.Options options) =>
        new(CatalogEnvironment.Of(catalog), options);

    /// <summary>The joint multiclass support vector machine: linear scores, the right class ahead by a margin.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="labelColumnName">A key column of at least two values.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="exampleWeightColumnName">A <see cref="float"/> column, not negative; null: all weigh 1.</param>
    /// <param name="l2Regularization">λ of the penalty λ‖W‖²; at least 0.</param>
    /// <param name="margin">By how much the right class's score has to exceed every other's; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="l2Regularization"/> is negative or not finite, or <paramref name="margin"/> is not positive and finite.
    /// </exception>
    public static MulticlassSvmTrainer MulticlassSvm(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float l2Regularization = 0.5f,
        float margin = 1f) =>
        catalog.MulticlassSvm(new MulticlassSvmTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
            Margin = margin,
        });

    /// <summary>The joint multiclass support vector machine with all its options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="options">Read once; later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static MulticlassSvmTrainer MulticlassSvm(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, MulticlassSvmTrainer.Options options) =>
        new(CatalogEnvironment.Of(catalog), options);

    /// <summary>Logistic regression of two classes: a linear score turned into the probability of true.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="labelColumnName">A <see cref="bool"/> column.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="exampleWeightColumnName">A <see cref="float"/> column, not negative; null: all weigh 1.</param>
    /// <param name="l2Regularization">λ of the penalty λ‖w‖²; at least 0. scikit-learn: <c>C = 1/(2λ)</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="l2Regularization"/> is negative or not finite.</exception>
    public static LogisticRegressionTrainer LogisticRegression(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float l2Regularization = 0.5f) =>
        catalog.LogisticRegression(new LogisticRegressionTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
        });

    /// <summary>Logistic regression of two classes with all its options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="options">Read once; later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static LogisticRegressionTrainer LogisticRegression(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, LogisticRegressionTrainer.Options options) =>
        new(CatalogEnvironment.Of(catalog), options);

    /// <summary>The support vector machine of two classes: a linear score on the right side of 0 by a margin.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="labelColumnName">A <see cref="bool"/> column.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="exampleWeightColumnName">A <see cref="float"/> column, not negative; null: all weigh 1.</param>
    /// <param name="l2Regularization">λ of the penalty λ‖w‖²; at least 0. LIBLINEAR: <c>-s 3 -c 1/(2λ)</c>.</param>
    /// <param name="margin">By how much scores have to be on the right side of 0; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="l2Regularization"/> is negative or not finite, or <paramref name="margin"/> is not positive and finite.
    /// </exception>
    public static SupportVectorMachineTrainer SupportVectorMachine(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float l2Regularization = 0.5f,
        float margin = 1f) =>
        catalog.SupportVectorMachine(new SupportVectorMachineTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
            Margin = margin,
        });

    /// <summary>The support vector machine of two classes with all its options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="options">Read once; later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static SupportVectorMachineTrainer SupportVectorMachine(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, SupportVectorMachineTrainer.Options options) =>
        new(CatalogEnvironment.Of(catalog), options);

    /// <summary>Ridge regression: a linear score with the least squared error and a penalty on its weights.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="labelColumnName">A <see cref="float"/> column.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="exampleWeightColumnName">A <see cref="float"/> column, not negative; null: all weigh 1.</param>
    /// <param name="l2Regularization">λ of the penalty λ‖w‖²; at least 0. scikit-learn: <c>alpha</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="l2Regularization"/> is negative or not finite.</exception>
    public static RidgeRegressionTrainer RidgeRegression(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        string? exampleWeightColumnName = null,
        float l2Regularization = 1f) =>
        catalog.RidgeRegression(new RidgeRegressionTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            L2Regularization = l2Regularization,
        });

    /// <summary>Ridge regression with all its options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="options">Read once; later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static RidgeRegressionTrainer RidgeRegression(
        this RegressionCatalog.RegressionTrainers catalog, RidgeRegressionTrainer.Options options) =>
        new(CatalogEnvironment.Of(catalog), options);
}
