using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Trainers;

/// <summary>
/// Softmax regression (multinomial logistic regression): minimises λ‖W‖² − Σᵢ wᵢ · log softmax(W xᵢ + b)[yᵢ] over W, a
/// row for each class, and b, which is not penalised.
/// </summary>
/// <remarks>
/// <para>
/// Input: a key column for the label and a vector of known size of <see cref="float"/> for the features, dense or sparse.
/// Output: <c>Score</c>, the class probabilities, and <c>PredictedLabel</c>. The fitted model is ML.NET's own
/// <see cref="MaximumEntropyModelParameters"/>. Features need no normalising: they are conditioned internally, and the
/// objective stays the one above in the user's units.
/// </para>
/// <para>
/// scikit-learn: <c>LogisticRegression(C=1/(2λ))</c>. Source: Bishop, Pattern Recognition and Machine Learning (2006),
/// section 4.3.4.
/// </para>
/// </remarks>
public sealed class SoftmaxRegressionTrainer : IEstimator<MulticlassPredictionTransformer<MaximumEntropyModelParameters>>, IPenalisedTrainer
{
    private readonly LinearClassification _classification;

    internal SoftmaxRegressionTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _classification = new LinearClassification(
            environment, nameof(SoftmaxRegressionTrainer), options, new SoftmaxLoss<float>(),
            certified: options.ReportDualityGap ? new SoftmaxLoss<double>() : null);
    }

    /// <summary>Trains on the data.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c> and <c>PredictedLabel</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type, or there is one class only.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left to train on.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public MulticlassPredictionTransformer<MaximumEntropyModelParameters> Fit(IDataView input) =>
        _classification.Fit(input, LinearClassifiers.MaximumEntropy);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _classification.GetOutputSchema(inputSchema);

    ExampleColumns IPenalisedTrainer.Columns => _classification.Columns;

    float IPenalisedTrainer.L2Regularization => _classification.L2Regularization;

    object? IPenalisedTrainer.AllButPenalty =>
        _classification.AllButPenalty is { } common ? (nameof(SoftmaxRegressionTrainer), common) : null;

    ITransformer IThreadedTrainer.Fit(IDataView input, int numberOfThreads, CancellationToken cancellationToken) =>
        _classification.Within(numberOfThreads, cancellationToken).Fit(input, LinearClassifiers.MaximumEntropy);

    IReadOnlyList<ITransformer> IPenalisedTrainer.FitAll(
        IDataView input, IReadOnlyList<float> l2Regularizations, int numberOfThreads, CancellationToken cancellationToken) =>
        _classification.Within(numberOfThreads, cancellationToken).FitAll(input, l2Regularizations, LinearClassifiers.MaximumEntropy);

    /// <summary>Options of <see cref="SoftmaxRegressionTrainer"/>.</summary>
    public sealed class Options : LinearClassifierOptions
    {
        /// <summary>
        /// Whether to report, at the end, how far the objective can still be above its minimum: see
        /// <see cref="TrainingProgress.DualityGap"/>. It takes a few passes over the data in double precision, and up to as long
        /// as training to the end again where the bound would not be within a hundredth otherwise. The model stays as it is.
        /// Default: <see langword="false"/>.
        /// </summary>
        public bool ReportDualityGap { get; set; }
    }
}
