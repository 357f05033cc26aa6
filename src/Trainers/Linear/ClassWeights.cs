using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Trainers.Linear;
using MLExtensions.Values;

namespace MLExtensions;

/// <summary>
/// How much each class counts in training: a factor, positive and finite, on the weight of its examples. scikit-learn:
/// <c>class_weight</c>.
/// </summary>
/// <remarks>
/// The factor multiplies the example weights, so a class of factor 2 counts like all its rows twice. Weights are equal if they
/// say the same of all classes.
/// </remarks>
public abstract class ClassWeights
{
    private protected ClassWeights()
    {
    }

    /// <summary>
    /// Every class that has examples gets the same total weight: its factor is Σw / (K · Σw of its own examples), with w the
    /// example weights and K the number of classes that have examples. The total weight of all examples stays the same.
    /// scikit-learn: <c>class_weight="balanced"</c>, which counts examples where this adds up their weights.
    /// </summary>
    public static ClassWeights Balanced { get; } = new BalancedClassWeights();

    /// <summary>Factors by the value of the class. scikit-learn: <c>class_weight={value: factor}</c>.</summary>
    /// <remarks>
    /// <para>
    /// The values are those that the label column was made from, its KeyValues: after <c>MapValueToKey</c> of a text column
    /// they are text, after that of a number column they are numbers, of any type: 3, 3f and 3.0 are the same class. Text is
    /// compared by its characters. Where the label column has no KeyValues, a class goes by its key number, from 1.
    /// </para>
    /// <para>
    /// A value that the label column does not have makes <c>Fit</c> throw an <see cref="ArgumentOutOfRangeException"/>. In a
    /// sweep, a fold may lack a rare class whose key the pipeline makes: its models are trained without it, and the log says so.
    /// </para>
    /// </remarks>
    /// <typeparam name="TValue">
    /// The type of the values: <see cref="string"/>, <see cref="int"/>, <see cref="bool"/> and so on.
    /// </typeparam>
    /// <param name="weights">
    /// A factor for each value, for instance a dictionary; read once. A class not mentioned has the factor 1, and so have all
    /// if this is empty.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="weights"/> is null.</exception>
    /// <exception cref="ArgumentException">A value is null or given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A factor is not positive and finite.</exception>
    public static ClassWeights ByValue<TValue>(IEnumerable<KeyValuePair<TValue, float>> weights)
        where TValue : notnull
    {
        ArgumentNullException.ThrowIfNull(weights);
        var factors = new OrderedDictionary<string, float>(StringComparer.Ordinal);
        foreach ((TValue value, float weight) in weights)
        {
            if (value is null)
                throw new ArgumentException("A class has to have a value, got null.", nameof(weights));
            string name = ValueText.Of(value);
            if (weight is not (> 0 and < float.PositiveInfinity))
                throw new ArgumentOutOfRangeException(nameof(weights), weight, $"The weight of class '{name}' must be positive and finite.");
            if (!factors.TryAdd(name, weight))
                throw new ArgumentException($"Class '{name}' is given a weight twice.", nameof(weights));
        }

        return new ClassWeightsByValue(factors);
    }

    /// <summary>Multiplies the weight of each example by the factor of its class, in place.</summary>
    /// <param name="label">The label column, a key.</param>
    /// <param name="targets">The class of each example, from 0.</param>
    /// <param name="weights">The weight of each example, positive and finite.</param>
    /// <param name="warned">
    /// Told of a class that has a factor and that the label column does not have; null where that is an error.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The label column does not have a class that has a factor.</exception>
    /// <exception cref="InvalidOperationException">A product is not positive and finite in single precision.</exception>
    internal void Apply(DataViewSchema.Column label, ReadOnlySpan<int> targets, Span<float> weights, IChannel? warned = null)
    {
        double[] factors = Factors(label, targets, weights, warned);
        for (int i = 0; i < weights.Length; i++)
        {
            double factor = factors[targets[i]];
            float product = (float)(factor * weights[i]);
            if (product is not (> 0 and < float.PositiveInfinity))
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The example weight {weights[i]:G3} times {factor:G3}, the weight of its class '{ClassNames.Of(label)[targets[i]]}', is {product}; it must be positive and finite."));
            }

            weights[i] = product;
        }
    }

    /// <summary>
    /// The factor of each class, in double precision, since a factor may be out of range where its products are not.
    /// </summary>
    private protected abstract double[] Factors(
        DataViewSchema.Column label, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, IChannel? warned);
}
