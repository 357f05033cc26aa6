using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Interop;
using MLExtensions.Optimization.Losses;
using MLExtensions.Trainers.Linear;

namespace MLExtensions;

/// <summary>
/// The linear support vector machine of two classes: minimizes λ‖w‖² + Σᵢ wᵢ · max(0, m − yᵢ sᵢ), sᵢ = w·xᵢ + b, over one vector w and
/// the bias b, which is not penalized; yᵢ is 1 for the label true and −1 for false, and m is the margin.
/// </summary>
/// <remarks>
/// <para>
/// Input: a <see cref="bool"/> for the label and a vector of known size of <see cref="float"/> for the features, dense or sparse.
/// Output: <c>Score</c>, s, which is no probability, and <c>PredictedLabel</c>, true where s is positive. The fitted model is ML.NET's own
/// <see cref="LinearBinaryModelParameters"/>; <c>mlContext.BinaryClassification.Calibrators</c> make probabilities of its scores. Features
/// need no normalizing for the minimum to be found: the objective is the one above in the user's units, whatever these are.
/// </para>
/// <para>
/// It is solved as <see cref="MulticlassSvmTrainer"/> solves two classes, whose vectors are opposite at the minimum, w/2 and −w/2; λ here
/// is 2λ there.
/// </para>
/// <para>
/// LIBLINEAR: <c>-s 3 -c 1/(2λ)</c>, and scikit-learn: <c>LinearSVC(loss="hinge", C=1/(2λ))</c>, which both penalize the bias as well.
/// Source: Cortes and Vapnik, Support-vector networks, Machine Learning 20 (1995).
/// </para>
/// </remarks>
public sealed class SupportVectorMachineTrainer
    : IEstimator<BinaryPredictionTransformer<LinearBinaryModelParameters>>, ILinearClassifier<BinaryPredictionTransformer<LinearBinaryModelParameters>>
{
    private readonly LinearClassification<BinaryPredictionTransformer<LinearBinaryModelParameters>> _classification;

    internal SupportVectorMachineTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LinearTrainerSettings.RequireMargin(options.Margin);

        // The margin is a unit of the scores, as in the multiclass machine.
        _classification = new LinearClassification<BinaryPredictionTransformer<LinearBinaryModelParameters>>(
            environment,
            nameof(SupportVectorMachineTrainer),
            options,
            new BinaryForm<LinearBinaryModelParameters>(LinearBinaryClassifiers.LinearBinary, hasProbability: false),
            new MulticlassHingeLoss<float>(1),
            scoreUnit: options.Margin);
    }

    /// <summary>Trains on the data.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c> and <c>PredictedLabel</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left to train on.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public BinaryPredictionTransformer<LinearBinaryModelParameters> Fit(IDataView input) => _classification.Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _classification.GetOutputSchema(inputSchema);

    LinearClassification<BinaryPredictionTransformer<LinearBinaryModelParameters>> ILinearClassifier<BinaryPredictionTransformer<LinearBinaryModelParameters>>.Classification => _classification;

    /// <summary>Options of <see cref="SupportVectorMachineTrainer"/>.</summary>
    public sealed class Options : LinearClassifierOptions
    {
        /// <summary>
        /// m, by how much scores have to be on the right side of 0; positive, finite and no subnormal number. Training with λ and m gives
        /// m times the weights of training with m λ and the margin 1. Default: 1.
        /// </summary>
        public float Margin { get; set; } = 1f;
    }
}
