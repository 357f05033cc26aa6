using MLExtensions;
using MLExtensions.Interop;

namespace Microsoft.ML;

/// <summary>
/// Adds nearest neighbors to the trainers of <c>mlContext.MulticlassClassification</c>, <c>mlContext.BinaryClassification</c> and
/// <c>mlContext.Regression</c>.
/// </summary>
public static class NearestNeighborsCatalog
{
    /// <summary>The nearest-neighbor classifier: the class of most of the k nearest training rows.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="labelColumnName">A key column of at least two values.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="neighbors">k, at least 1 and at most as many as there are training rows.</param>
    /// <param name="distance">How far rows are from each other.</param>
    /// <param name="weights">How much each neighbor counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="neighbors"/> is less than 1, or <paramref name="distance"/> or <paramref name="weights"/> is none of its
    /// values.
    /// </exception>
    public static NearestNeighborsTrainer NearestNeighbors(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        int neighbors = 5,
        NeighborDistance distance = NeighborDistance.Euclidean,
        NeighborWeights weights = NeighborWeights.Uniform) =>
        catalog.NearestNeighbors(new NearestNeighborsTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            Neighbors = neighbors,
            Distance = distance,
            Weights = weights,
        });

    /// <summary>The nearest-neighbor classifier with all its options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="options">Read once; later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A tree is asked for, and the cosine distance.</exception>
    public static NearestNeighborsTrainer NearestNeighbors(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, NearestNeighborsTrainer.Options options) =>
        new(CatalogEnvironment.Of(catalog), options);

    /// <summary>The nearest-neighbor classifier of two classes: true if more than half of the k nearest training rows are.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="labelColumnName">A <see cref="bool"/> column.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="neighbors">k, at least 1 and at most as many as there are training rows.</param>
    /// <param name="distance">How far rows are from each other.</param>
    /// <param name="weights">How much each neighbor counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="neighbors"/> is less than 1, or <paramref name="distance"/> or <paramref name="weights"/> is none of its
    /// values.
    /// </exception>
    public static NearestNeighborsBinaryTrainer NearestNeighbors(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        int neighbors = 5,
        NeighborDistance distance = NeighborDistance.Euclidean,
        NeighborWeights weights = NeighborWeights.Uniform) =>
        catalog.NearestNeighbors(new NearestNeighborsBinaryTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            Neighbors = neighbors,
            Distance = distance,
            Weights = weights,
        });

    /// <summary>The nearest-neighbor classifier of two classes with all its options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.BinaryClassification</c>.</param>
    /// <param name="options">Read once; later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A tree is asked for, and the cosine distance.</exception>
    public static NearestNeighborsBinaryTrainer NearestNeighbors(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, NearestNeighborsBinaryTrainer.Options options) =>
        new(CatalogEnvironment.Of(catalog), options);

    /// <summary>Nearest-neighbor regression: the mean label of the k nearest training rows.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="labelColumnName">A <see cref="float"/> column.</param>
    /// <param name="featureColumnName">A vector of known size of <see cref="float"/>.</param>
    /// <param name="neighbors">k, at least 1 and at most as many as there are training rows.</param>
    /// <param name="distance">How far rows are from each other.</param>
    /// <param name="weights">How much each neighbor counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="neighbors"/> is less than 1, or <paramref name="distance"/> or <paramref name="weights"/> is none of its
    /// values.
    /// </exception>
    public static NearestNeighborsRegressionTrainer NearestNeighbors(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = DefaultColumnNames.Label,
        string featureColumnName = DefaultColumnNames.Features,
        int neighbors = 5,
        NeighborDistance distance = NeighborDistance.Euclidean,
        NeighborWeights weights = NeighborWeights.Uniform) =>
        catalog.NearestNeighbors(new NearestNeighborsRegressionTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            Neighbors = neighbors,
            Distance = distance,
            Weights = weights,
        });

    /// <summary>Nearest-neighbor regression with all its options.</summary>
    /// <param name="catalog">The trainers of <c>mlContext.Regression</c>.</param>
    /// <param name="options">Read once; later changes have no effect.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A tree is asked for, and the cosine distance.</exception>
    public static NearestNeighborsRegressionTrainer NearestNeighbors(
        this RegressionCatalog.RegressionTrainers catalog, NearestNeighborsRegressionTrainer.Options options) =>
        new(CatalogEnvironment.Of(catalog), options);
}
