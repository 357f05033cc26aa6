using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Interop;
using MLExtensions.Optimization.Losses;
using MLExtensions.Trainers.Linear;

namespace MLExtensions;

/// <summary>
/// Logistic regression of two classes: minimizes λ‖w‖² + Σᵢ wᵢ · log(1 + exp(−yᵢ sᵢ)), sᵢ = w·xᵢ + b, over one vector w and the bias b,
/// which is not penalized; yᵢ is 1 for the label true and −1 for false.
/// </summary>
/// <remarks>
/// <para>
/// Input: a <see cref="bool"/> for the label and a vector of known size of <see cref="float"/> for the features, dense or sparse.
/// Output: <c>Score</c>, s; <c>Probability</c> of true, 1 / (1 + exp(−s)); and <c>PredictedLabel</c>, true where s is positive. The
/// fitted model is of the type that ML.NET's own logistic regression gives. Features need no normalizing for the minimum to be found:
/// the objective is the one above in the user's units, whatever these are.
/// </para>
/// <para>
/// It is solved as <see cref="SoftmaxRegressionTrainer"/> solves two classes, whose vectors are opposite at the minimum, w/2 and −w/2.
/// Their squares add up to ‖w‖²/2, so that λ here and 2λ there give the same probabilities: a softmax over two classes penalizes them
/// half as much for the same λ.
/// </para>
/// <para>
/// scikit-learn: <c>LogisticRegression(C=1/(2λ))</c>; LIBLINEAR: <c>-s 0 -c 1/(2λ)</c>, which penalizes the bias as well. Source: Hastie,
/// Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed. (2009), section 4.4.1; Lin, Weng and Keerthi, Trust region Newton
/// method for large-scale logistic regression, JMLR 9 (2008).
/// </para>
/// </remarks>
public sealed class LogisticRegressionTrainer
    : IEstimator<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>>, ILinearClassifier<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>>
{
    private readonly LinearClassification<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>> _classification;

    internal LogisticRegressionTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _classification = new LinearClassification<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>>(
            environment,
            nameof(LogisticRegressionTrainer),
            options,
            new BinaryForm<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>(LinearBinaryClassifiers.Logistic, hasProbability: true),
            new SoftmaxLoss<float>());
    }

    /// <summary>Trains on the data.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c>, <c>Probability</c> and <c>PredictedLabel</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">A weight is negative, or no row is left to train on.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Fit(IDataView input) => _classification.Fit(input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _classification.GetOutputSchema(inputSchema);

    LinearClassification<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>> ILinearClassifier<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>>.Classification => _classification;

    /// <summary>Options of <see cref="LogisticRegressionTrainer"/>.</summary>
    public sealed class Options : LinearClassifierOptions;
}
