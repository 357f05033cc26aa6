using MLExtensions;
using MLExtensions.Interop;

namespace Microsoft.ML;

/// <summary>Adds polynomial features to <c>mlContext.Transforms</c>.</summary>
public static class PolynomialFeaturesCatalog
{
    /// <summary>
    /// Adds a column with all products of up to <paramref name="degree"/> features: x₀, x₁ become x₀, x₁, x₀², x₀x₁, x₁².
    /// A linear model over it is a polynomial in the features.
    /// </summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="outputColumnName">
    /// The column to make: a <c>Vector&lt;Single&gt;</c> of known size, its slots named as scikit-learn names them,
    /// <c>x0</c>, <c>x0^2</c>, <c>x0 x1</c>, after the slot names of the input where it has them.
    /// </param>
    /// <param name="inputColumnName">
    /// The column of features, a <c>Vector&lt;Single&gt;</c> of known size. Default: null, for
    /// <paramref name="outputColumnName"/>, which then replaces the features.
    /// </param>
    /// <param name="degree">
    /// The highest number of features in a product, at least 1. Default: 2. scikit-learn: <c>degree</c>.
    /// </param>
    /// <param name="interactionOnly">
    /// Whether a feature stands at most once in a product, so that there are no powers. Default: false. scikit-learn:
    /// <c>interaction_only</c>.
    /// </param>
    /// <param name="includeBias">
    /// Whether the first column is a constant 1. Default: false, as trainers have a bias of their own. scikit-learn:
    /// <c>include_bias</c>, which defaults to true.
    /// </param>
    /// <returns>The estimator.</returns>
    /// <remarks>
    /// <para>
    /// n features make C(n + degree, degree) − 1 columns, or the sum of C(n, d) over d = 1 … degree where
    /// <paramref name="interactionOnly"/> is set, and one more with <paramref name="includeBias"/>. Columns, their order
    /// and their values are those of scikit-learn's <c>sklearn.preprocessing.PolynomialFeatures</c>: the bias, then by
    /// degree, then lexicographically by the features multiplied.
    /// </para>
    /// <para>
    /// Sparse rows stay sparse and cost only their non-zero products. Products of features that are not about 1 in size
    /// differ by orders of magnitude, and so does what a penalty asks of their weights: scale the features first.
    /// </para>
    /// <para>
    /// A model with this transform in it loads with plain <c>mlContext.Model.Load</c>, nothing registered, in a program
    /// that has this library beside it; in one that has not, ML.NET reports only that the target of an invocation threw.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/> or <paramref name="outputColumnName"/> is null.
    /// </exception>
    /// <exception cref="ArgumentException">A column name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degree"/> is less than 1.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.PolynomialFeatures("Features", degree: 2)
    ///     .Append(ml.Regression.Trainers.LbfgsPoissonRegression());
    /// </code>
    /// </example>
    public static PolynomialFeaturesEstimator PolynomialFeatures(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int degree = 2,
        bool interactionOnly = false,
        bool includeBias = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        inputColumnName ??= outputColumnName;
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);

        return new PolynomialFeaturesEstimator(
            CatalogEnvironment.Of(catalog), outputColumnName, inputColumnName, degree, interactionOnly, includeBias);
    }
}
