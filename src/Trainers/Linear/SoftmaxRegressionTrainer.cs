using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Interop;
using MLExtensions.Optimization.Losses;
using MLExtensions.Trainers.Linear;

namespace MLExtensions;

/// <summary>
/// Softmax regression (multinomial logistic regression): minimizes λ‖W‖² − Σᵢ wᵢ · log softmax(W xᵢ + b)[yᵢ] over W, a
/// row for each class, and b, which is not penalized.
/// </summary>
/// <remarks>
/// <para>
/// Input: a key column for the label and a vector of known size of <see cref="float"/> for the features, dense or sparse.
/// Output: <c>Score</c>, the class probabilities, and <c>PredictedLabel</c>. The fitted model is ML.NET's own
/// <see cref="MaximumEntropyModelParameters"/>. Features need no normalizing for the minimum to be found: the objective is the
/// one above in the user's units, whatever these are.
/// </para>
/// <para>
/// Where stored entries × classes are at most 10⁷, or rows are at most 2,000 and fewer than features, the minimum is found in
/// double precision by truncated Newton steps. They begin at W = 0, so that W stays a combination of the training rows; many
/// dense rows get a start by minibatches. Few rows of many features are first brought to as many coordinates as there are rows.
/// Larger data are trained on in single precision, except dense data of at most 128 features and 2 · 10⁷ stored entries: dense
/// rows by minibatches, then, as sparse ones from the start, by limited-memory BFGS, if the former are not near enough.
/// </para>
/// <para>
/// scikit-learn: <c>LogisticRegression(C=1/(2λ))</c>. Source: Bishop, Pattern Recognition and Machine Learning (2006),
/// section 4.3.4; Lin, Weng and Keerthi, Trust region Newton method for large-scale logistic regression, JMLR 9 (2008); Nocedal
/// and Wright, Numerical Optimization, 2nd ed. (2006), sections 7.1 and 7.2; for few rows Hastie and Tibshirani, Efficient
/// quadratic regularization for expression arrays, Biostatistics 5 (2004).
/// </para>
/// </remarks>
public sealed class SoftmaxRegressionTrainer : IEstimator<MulticlassPredictionTransformer<MaximumEntropyModelParameters>>, ILinearClassifier<MulticlassPredictionTransformer<MaximumEntropyModelParameters>>
{
    private readonly LinearClassification<MulticlassPredictionTransformer<MaximumEntropyModelParameters>> _classification;

    internal SoftmaxRegressionTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _classification = new LinearClassification<MulticlassPredictionTransformer<MaximumEntropyModelParameters>>(
            environment, nameof(SoftmaxRegressionTrainer), options, new MulticlassForm<MaximumEntropyModelParameters>(LinearClassifiers.MaximumEntropy), new SoftmaxLoss<float>());
    }

    /// <summary>Trains on the data.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c> and <c>PredictedLabel</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A column is missing or has another type, or there is one class only.
    /// </exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left to train on.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public MulticlassPredictionTransformer<MaximumEntropyModelParameters> Fit(IDataView input) =>
        _classification.Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _classification.GetOutputSchema(inputSchema);

    LinearClassification<MulticlassPredictionTransformer<MaximumEntropyModelParameters>> ILinearClassifier<MulticlassPredictionTransformer<MaximumEntropyModelParameters>>.Classification => _classification;

    /// <summary>Options of <see cref="SoftmaxRegressionTrainer"/>.</summary>
    public sealed class Options : LinearClassifierOptions;
}
