using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Trainers;

/// <summary>
/// The joint multiclass support vector machine: minimises λ‖W‖² + Σᵢ wᵢ · Σ_{j≠yᵢ} max(0, sᵢⱼ − sᵢᵧ + m), sᵢ = W xᵢ + b,
/// over W, a row for each class, and b, which is not penalised; m is the margin.
/// </summary>
/// <remarks>
/// <para>
/// Input: a key column for the label and a vector of known size of <see cref="float"/> for the features, dense or sparse.
/// Output: <c>Score</c>, the margins W x + b, which are not probabilities, and <c>PredictedLabel</c>. The fitted model is
/// ML.NET's own <see cref="LinearMulticlassModelParameters"/>. Features need no normalising: they are conditioned
/// internally, and the objective stays the one above in the user's units.
/// </para>
/// <para>
/// As scores are no probabilities, the log-loss that <c>mlContext.MulticlassClassification.Evaluate</c> computes from them
/// means nothing; its accuracies do.
/// </para>
/// <para>
/// All classes are trained together, unlike <c>OneVersusAll(LinearSvm)</c> and scikit-learn's <c>LinearSVC</c>. Source:
/// Weston and Watkins, Support vector machines for multi-class pattern recognition (ESANN 1999).
/// </para>
/// </remarks>
public sealed class MulticlassSvmTrainer : IEstimator<MulticlassPredictionTransformer<LinearMulticlassModelParameters>>, IPenalisedTrainer
{
    private readonly LinearClassification _classification;
    private readonly float _margin;

    internal MulticlassSvmTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Require(
            options.Margin is > 0 and < float.PositiveInfinity, options.Margin, nameof(options.Margin), "positive and finite");
        _margin = options.Margin;
        _classification = new LinearClassification(
            environment, nameof(MulticlassSvmTrainer), options, new MulticlassHingeLoss<float>(_margin));
    }

    /// <summary>Trains on the data.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c> and <c>PredictedLabel</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type, or there is one class only.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left to train on.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public MulticlassPredictionTransformer<LinearMulticlassModelParameters> Fit(IDataView input) =>
        _classification.Fit(input, LinearClassifiers.LinearMulticlass);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _classification.GetOutputSchema(inputSchema);

    ExampleColumns IPenalisedTrainer.Columns => _classification.Columns;

    float IPenalisedTrainer.L2Regularization => _classification.L2Regularization;

    object? IPenalisedTrainer.AllButPenalty =>
        _classification.AllButPenalty is { } common ? (nameof(MulticlassSvmTrainer), common, _margin) : null;

    ITransformer IThreadedTrainer.Fit(IDataView input, int numberOfThreads, CancellationToken cancellationToken) =>
        _classification.Within(numberOfThreads, cancellationToken).Fit(input, LinearClassifiers.LinearMulticlass);

    IReadOnlyList<ITransformer> IPenalisedTrainer.FitAll(
        IDataView input, IReadOnlyList<float> l2Regularizations, int numberOfThreads, CancellationToken cancellationToken) =>
        _classification.Within(numberOfThreads, cancellationToken).FitAll(input, l2Regularizations, LinearClassifiers.LinearMulticlass);

    /// <summary>Options of <see cref="MulticlassSvmTrainer"/>.</summary>
    public sealed class Options : LinearClassifierOptions
    {
        /// <summary>
        /// m, by how much the right class's score has to exceed every other's; positive and finite. Default: 1.
        /// </summary>
        public float Margin { get; set; } = 1f;
    }
}
