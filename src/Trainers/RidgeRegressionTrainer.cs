using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization.LeastSquares;
using MLExtensions.Optimization.Linear;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace MLExtensions.Trainers;

/// <summary>
/// Ridge regression: minimises λ‖w‖² + Σᵢ wᵢ (yᵢ − w·xᵢ − b)² over w and b, which is not penalised.
/// </summary>
/// <remarks>
/// <para>
/// Input: a <see cref="float"/> column for the label and a vector of known size of <see cref="float"/> for the features,
/// dense or sparse. Output: <c>Score</c>, the prediction w·x + b, a <see cref="float"/>. The fitted model is ML.NET's own
/// <see cref="LinearRegressionModelParameters"/>.
/// </para>
/// <para>
/// With n rows and F features, the smaller of an F × F and an n × n system is solved exactly, in double precision.
/// Collinear features share their weight; for λ = 0 the weights are the shortest of those that fit best. Where both n and F
/// exceed 4,096 the minimum is approached by minibatches and quasi-Newton steps, as that of the linear classifiers is.
/// </para>
/// <para>
/// scikit-learn: <c>Ridge(alpha=λ)</c>. Source: Hoerl and Kennard, Ridge regression: biased estimation for nonorthogonal
/// problems, Technometrics 12 (1970); Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., section
/// 3.4.1.
/// </para>
/// </remarks>
public sealed class RidgeRegressionTrainer : IEstimator<RegressionPredictionTransformer<LinearRegressionModelParameters>>
{
    /// <summary>The share of the objective that another quasi-Newton step has to promise, or the search ends.</summary>
    private const double DescentTolerance = 1e-6;

    private readonly IHost _host;
    private readonly ExampleColumns _columns;
    private readonly float _l2Regularization;
    private readonly CancellationToken _cancellationToken;
    private readonly int _seed;

    internal RidgeRegressionTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _columns = new ExampleColumns(
            LabelKind.Number, options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName);
        LinearTrainerSettings.RequirePenalty(options.L2Regularization);
        _l2Regularization = options.L2Regularization;
        _cancellationToken = options.CancellationToken;
        _host = environment.Register(nameof(RidgeRegressionTrainer));

        // Drawn here and not in each fit, so that fitting again gives the same bits.
        _seed = _host.Rand.Next();
    }

    /// <summary>Trains on the data.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">
    /// A weight is negative, or no row is left to train on.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public RegressionPredictionTransformer<LinearRegressionModelParameters> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        LinearModel model;
        using (IChannel channel = _host.Start("Training"))
            model = Train(ExampleReader.ReadNumbers(input, _columns, channel, _cancellationToken), channel);
        return LinearRegressors.Transformer(
            _host, LinearRegressors.LinearRegression(_host, model.Weights[0], model.Biases[0]), input.Schema, _columns.Features);
    }

    /// <summary>
    /// The leave-one-out error for each of several λ, exact, from one decomposition of the data and without fitting again.
    /// </summary>
    /// <remarks>
    /// scikit-learn: <c>RidgeCV(alphas, cv=None)</c>. Source: Hastie, Tibshirani, Friedman, The Elements of Statistical
    /// Learning, 2nd ed., equation 7.64; Golub, Heath, Wahba, Technometrics 21 (1979). It takes some ten times the time of
    /// a fit or more; the trainer's own λ plays no part.
    /// </remarks>
    /// <param name="data">The training data, at least two rows; read once.</param>
    /// <param name="l2Regularizations">The λ to try, each finite and at least 0; 0 stands for the limit.</param>
    /// <returns>For each λ its errors, in the order given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A λ is out of its range, or a column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">
    /// A weight is negative, fewer than two rows can be used, or there are more than 4,096 of both rows and features.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImmutableArray<RidgeLeaveOneOut> LeaveOneOut(IDataView data, IEnumerable<float> l2Regularizations)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(l2Regularizations);
        float[] lambdas = [.. l2Regularizations];
        foreach (float lambda in lambdas)
            LinearTrainerSettings.RequirePenalty(lambda);

        using IChannel channel = _host.Start("LeaveOneOut");
        LabeledExamples<float> examples = ExampleReader.ReadNumbers(data, _columns, channel, _cancellationToken);
        (int rows, int columns) = (examples.Features.Rows, examples.Features.Columns);
        if (rows < 2)
            throw new InvalidOperationException("Leaving one row out takes at least two.");
        if (!RidgeSystem.Fits(rows, columns))
            throw new InvalidOperationException($"Leaving one out of {rows} rows of {columns} features is too much work: the smaller of the two must be at most {RidgeSystem.LargestOrder}.");

        LeaveOneOutErrors[] errors = new LeaveOneOut(Centre(examples), _cancellationToken)
            .Evaluate(Array.ConvertAll(lambdas, lambda => (double)lambda), _cancellationToken);
        return [.. lambdas.Zip(errors, (lambda, error) =>
            new RidgeLeaveOneOut(lambda, error.LeaveOneOut, error.Training, error.DegreesOfFreedom))];
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _columns.Check(inputSchema);
        SchemaShape.Column score = SchemaShapes.Column(
            DefaultColumnNames.Score, VectorKind.Scalar, NumberDataViewType.Single, isKey: false,
            new SchemaShape(ScoreAnnotations.OfTrainerOutput()));
        return SchemaShapes.With(inputSchema, score);
    }

    private LinearModel Train(LabeledExamples<float> examples, IChannel channel)
    {
        if (RidgeSystem.Fits(examples.Features.Rows, examples.Features.Columns))
            return RidgeSystem.Solve(Centre(examples), _l2Regularization, _cancellationToken);

        var descent = new LinearDescent
        {
            Tolerance = DescentTolerance,
            Seed = _seed,
            CancellationToken = _cancellationToken,
        };
        LinearDescentResult result =
            RidgeDescent.Minimize(examples.Features, examples.Targets, examples.Weights, _l2Regularization, descent);
        Unconverged.Warn(channel, result);
        return result.Model;
    }

    private static CentredExamples Centre(LabeledExamples<float> examples) =>
        CentredExamples.Create(examples.Features, examples.Targets, examples.Weights);

    /// <summary>Options of <see cref="RidgeRegressionTrainer"/>.</summary>
    public sealed class Options
    {
        /// <summary>The label column, a <see cref="float"/>. Default: <c>"Label"</c>.</summary>
        public string LabelColumnName { get; set; } = DefaultColumnNames.Label;

        /// <summary>The feature column, a vector of known size of <see cref="float"/>. Default: <c>"Features"</c>.</summary>
        public string FeatureColumnName { get; set; } = DefaultColumnNames.Features;

        /// <summary>
        /// The column of example weights, <see cref="float"/> and not negative; a row of weight 2 counts like the row twice.
        /// Default: <see langword="null"/>, all weigh 1. scikit-learn: <c>sample_weight</c>.
        /// </summary>
        public string? ExampleWeightColumnName { get; set; }

        /// <summary>
        /// λ of the penalty λ‖w‖², in the units of the features as they are; finite, at least 0. The loss is a sum over
        /// examples, not a mean. Default: 1. scikit-learn: <c>alpha</c>.
        /// </summary>
        public float L2Regularization { get; set; } = 1f;

        /// <summary>
        /// Stops training with an <see cref="OperationCanceledException"/>. Default: <see cref="CancellationToken.None"/>.
        /// </summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
