using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Interop;
using MLExtensions.Optimization.Losses;
using MLExtensions.Trainers.Linear;

namespace MLExtensions;

/// <summary>
/// The joint multiclass support vector machine: minimizes λ‖W‖² + Σᵢ wᵢ · Σ_{j≠yᵢ} max(0, sᵢⱼ − sᵢᵧ + m), sᵢ = W xᵢ + b,
/// over W, a row for each class, and b, which is not penalized; m is the margin.
/// </summary>
/// <remarks>
/// <para>
/// Input: a key column for the label and a vector of known size of <see cref="float"/> for the features, dense or sparse.
/// Output: <c>Score</c>, W x + b, which are not probabilities, and <c>PredictedLabel</c>. The fitted model is
/// ML.NET's own <see cref="LinearMulticlassModelParameters"/>. Features need no normalizing for the minimum to be found: the
/// objective is the one above in the user's units, whatever these are.
/// </para>
/// <para>
/// Training ends when a dual solution, whose value is a lower bound on the minimum, proves that the objective is near it. Large
/// dense data are minimized in single precision, over the rows near the margin, to within 0.5 %. Where stored entries × classes
/// are at most 10⁷, or rows are at most 2,000 and fewer than features, and on sparse rows of any number, the minimum is found in
/// double precision to within 0.05 %. Sparse rows are solved on the dual, an example after the other, from a large λ down to the
/// one asked for. Dense rows, and sparse ones where that does not come near, are solved by the proximal point method on the dual,
/// each round by Newton's method; few rows of many features in as many coordinates as there are rows. Dense data of eight times
/// as many rows as features, or more, start in single precision even so, and end there where 0.5 % is proven. If several biases
/// are optimal, those are taken whose scores at the mean training row have the least norm (not on large dense data).
/// </para>
/// <para>
/// As scores are no probabilities, the log-loss that <c>mlContext.MulticlassClassification.Evaluate</c> computes from them
/// means nothing; its accuracies do.
/// </para>
/// <para>
/// All classes are trained together, unlike <c>OneVersusAll(LinearSvm)</c> and scikit-learn's <c>LinearSVC</c>. Source:
/// Weston and Watkins, Support vector machines for multi-class pattern recognition (ESANN 1999); for sparse rows Keerthi,
/// Sundararajan, Chang, Hsieh and Lin, A sequential dual method for large scale multi-class linear SVMs (KDD 2008); Rockafellar,
/// Augmented Lagrangians and applications of the proximal point algorithm in convex programming, Math. Oper. Res. 1 (1976); Yin
/// and Li, A semismooth Newton method for support vector classification and regression, Comput. Optim. Appl. 73 (2019); for few
/// rows Hastie and Tibshirani, Efficient quadratic regularization for expression arrays, Biostatistics 5 (2004).
/// </para>
/// </remarks>
public sealed class MulticlassSvmTrainer : IEstimator<MulticlassPredictionTransformer<LinearMulticlassModelParameters>>, ILinearClassifier<MulticlassPredictionTransformer<LinearMulticlassModelParameters>>
{
    private readonly LinearClassification<MulticlassPredictionTransformer<LinearMulticlassModelParameters>> _classification;

    internal MulticlassSvmTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LinearTrainerSettings.RequireMargin(options.Margin);

        // With W = m V and b = m c the objective is m (λ m ‖V‖² + Σᵢ wᵢ Σⱼ max(0, tᵢⱼ − tᵢᵧ + 1)), tᵢ = V xᵢ + c: the margin is a unit.
        _classification = new LinearClassification<MulticlassPredictionTransformer<LinearMulticlassModelParameters>>(
            environment, nameof(MulticlassSvmTrainer), options, new MulticlassForm<LinearMulticlassModelParameters>(LinearClassifiers.LinearMulticlass), new MulticlassHingeLoss<float>(1), scoreUnit: options.Margin);
    }

    /// <summary>Trains on the data.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c> and <c>PredictedLabel</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has another type, or there is one class only.
    /// </exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left to train on.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public MulticlassPredictionTransformer<LinearMulticlassModelParameters> Fit(IDataView input) =>
        _classification.Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _classification.GetOutputSchema(inputSchema);

    LinearClassification<MulticlassPredictionTransformer<LinearMulticlassModelParameters>> ILinearClassifier<MulticlassPredictionTransformer<LinearMulticlassModelParameters>>.Classification => _classification;

    /// <summary>Options of <see cref="MulticlassSvmTrainer"/>.</summary>
    public sealed class Options : LinearClassifierOptions
    {
        /// <summary>
        /// m, by how much the right class's score has to exceed every other's; positive, finite and no subnormal number. Training
        /// with λ and m gives m times the weights of training with m λ and the margin 1. Default: 1.
        /// </summary>
        public float Margin { get; set; } = 1f;
    }
}
