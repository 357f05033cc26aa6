using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MLExtensions.Arguments;
using MLExtensions.Contracts;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Optimization.Duality;
using MLExtensions.Optimization.LeastSquares;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;
using MLExtensions.Trainers.Linear;

namespace MLExtensions;

/// <summary>
/// Ridge regression: minimizes λ‖w‖² + Σᵢ wᵢ (yᵢ − w·xᵢ − b)² over w and b, which is not penalized.
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
/// exceed 4,096 the minimum is approached by descent, as that of the linear classifiers is: by Newton's method with conjugate
/// gradients where stored entries are at most 10⁷, else by minibatches and quasi-Newton steps. <see cref="Options.Solver"/> can
/// ask for either.
/// </para>
/// <para>
/// scikit-learn: <c>Ridge(alpha=λ)</c>. Source: Hoerl and Kennard, Ridge regression: biased estimation for nonorthogonal
/// problems, Technometrics 12 (1970); Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., section
/// 3.4.1.
/// </para>
/// </remarks>
public sealed class RidgeRegressionTrainer : IEstimator<RegressionPredictionTransformer<LinearRegressionModelParameters>>, IPenalizedTrainer, IConfigured
{
    private readonly IHost _host;
    private readonly LinearTrainerSettings _settings;
    private readonly LinearTrainerOptions _options;
    private readonly RidgeSolver _solver;

    internal RidgeRegressionTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Require(Enum.IsDefined(options.Solver), options.Solver, nameof(options.Solver), $"a value of {nameof(RidgeSolver)}");
        _host = environment.Register(nameof(RidgeRegressionTrainer));
        _settings = new LinearTrainerSettings(options, LabelKind.Number, () => ContextSeed.Of(_host));
        _options = options.Copy();
        _solver = options.Solver;
    }

    private RidgeRegressionTrainer(RidgeRegressionTrainer other, LinearTrainerSettings settings)
    {
        _host = other._host;
        _settings = settings;
        _options = other._options;
        _solver = other._solver;
    }

    object IConfigured.Options => _options;

    ExampleColumns IPenalizedTrainer.Columns => _settings.Columns;

    float IPenalizedTrainer.L2Regularization => _settings.L2Regularization;

    object? IPenalizedTrainer.AllButPenalty =>
        _settings.AllButPenalty is { } common ? (nameof(RidgeRegressionTrainer), common, _solver) : null;

    /// <summary>Trains on the data.</summary>
    /// <param name="input">The training data; read once.</param>
    /// <returns>A transformer that adds <c>Score</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">
    /// A weight is negative, no row is left to train on, the exact solver is asked for more than 4,096 of both rows and
    /// features, or labels are farther apart than the largest number of single precision.
    /// </exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public RegressionPredictionTransformer<LinearRegressionModelParameters> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var training = new LinearTraining(_settings, channel);
        LabeledExamples<float> examples = Read(input, channel);
        RoundedModel rounded = SolvesExactly(examples) ? Solve(examples, training)
            : DescendsFromZero(examples) ? training.Run(examples, outputs: 1, new SquaredLoss<float>())
            : StandardizedTargets.Of(examples).Fit(training);
        WarnOfRounding(channel, rounded, input);
        return Transformer(input, rounded.Model);
    }

    ITransformer IThreadedTrainer.Fit(IDataView input, int numberOfThreads, CancellationToken cancellationToken) =>
        Within(numberOfThreads, cancellationToken).Fit(input);

    IReadOnlyList<ITransformer> IPenalizedTrainer.FitAll(
        IDataView input, IReadOnlyList<float> l2Regularizations, int numberOfThreads, CancellationToken cancellationToken) =>
        Within(numberOfThreads, cancellationToken).FitAll(input, l2Regularizations);

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
    /// <exception cref="ArgumentOutOfRangeException">
    /// A λ is out of its range, or a column is missing or has another type.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A weight is negative, fewer than two rows can be used, there are more than 4,096 of both rows and features, or labels are
    /// farther apart than the largest number of single precision.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<RidgeLeaveOneOut> LeaveOneOut(IDataView data, IEnumerable<float> l2Regularizations)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(l2Regularizations);
        float[] lambdas = [.. l2Regularizations];
        foreach (float lambda in lambdas)
            LinearTrainerSettings.RequirePenalty(lambda);

        using IChannel channel = _host.Start("LeaveOneOut");
        LabeledExamples<float> examples = Read(data, channel);
        (int rows, int columns) = (examples.Features.Rows, examples.Features.Columns);
        if (rows < 2)
            throw new InvalidOperationException("Leaving one row out takes at least two.");
        if (!RidgeSystem.Fits(rows, columns))
            throw new InvalidOperationException($"Leaving one out of {rows} rows of {columns} features is too much work: the smaller of the two must be at most {RidgeSystem.LargestOrder}.");

        using Workers workers = CreateWorkers();
        LeaveOneOutErrors[] errors = new LeaveOneOut(Center(examples), workers)
            .Evaluate(Array.ConvertAll(lambdas, lambda => (double)lambda), _settings.CancellationToken);
        return [.. lambdas.Zip(errors, (lambda, error) =>
            new RidgeLeaveOneOut(lambda, error.LeaveOneOut, error.Training, error.DegreesOfFreedom))];
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _settings.Columns.Check(inputSchema);
        return SchemaShapes.With(inputSchema, ScoreShapes.OfNumber());
    }

    private RidgeRegressionTrainer Within(int numberOfThreads, CancellationToken cancellationToken) =>
        new(this, _settings.Within(numberOfThreads, cancellationToken));

    private RegressionPredictionTransformer<LinearRegressionModelParameters>[] FitAll(IDataView input, IReadOnlyList<float> l2Regularizations)
    {
        using IChannel channel = _host.Start("Training");
        LabeledExamples<float> examples = Read(input, channel);
        var training = new LinearTraining(_settings, channel);
        RoundedModel[] all = SolvesExactly(examples) ? SolveAll(examples, l2Regularizations)
            : DescendsFromZero(examples) ? training.RunAll(examples, outputs: 1, new SquaredLoss<float>(), l2Regularizations)
            : StandardizedTargets.Of(examples).FitAll(training, l2Regularizations);
        WarnOfRounding(channel, all.MaxBy(rounded => rounded.Lost)!, input);
        return Array.ConvertAll(all, rounded => Transformer(input, rounded.Model));
    }

    private LabeledExamples<float> Read(IDataView input, IChannel channel)
    {
        LabeledExamples<float> examples = ExampleReader.ReadNumbers(input, _settings.Columns, channel, _settings.NumberOfThreads, _settings.CancellationToken);
        float least = TensorPrimitives.Min<float>(examples.Targets), largest = TensorPrimitives.Max<float>(examples.Targets);
        if (!float.IsFinite(largest - least))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The labels in the column '{_settings.Columns.Label}' reach from {least:G2} to {largest:G2}, farther than the largest number of single precision, {float.MaxValue:G2}, so that predictions of some would be infinite. Divide the labels by a large number, such as 1E+20."));
        return examples;
    }

    private RegressionPredictionTransformer<LinearRegressionModelParameters> Transformer(IDataView input, LinearModel model) =>
        LinearRegressors.Transformer(
            _host, LinearRegressors.LinearRegression(_host, model.Weights[0], model.Biases[0]), input.Schema, _settings.Columns.Features);

    private RoundedModel[] SolveAll(LabeledExamples<float> examples, IReadOnlyList<float> l2Regularizations)
    {
        using Workers workers = CreateWorkers();
        CenteredExamples centered = Center(examples);
        var system = new RidgeSystem(centered, workers);
        return [.. l2Regularizations.Select(penalty => Round(system.Solve(penalty), centered, Problem(examples, penalty)))];
    }

    private RoundedModel Solve(LabeledExamples<float> examples, LinearTraining training)
    {
        using Workers workers = CreateWorkers();
        CenteredExamples centered = Center(examples);
        LinearProblem<float> problem = Problem(examples, _settings.L2Regularization);
        double[] w = new RidgeSystem(centered, workers).Solve(_settings.L2Regularization);
        RoundedModel rounded = Round(w, centered, problem);
        if (_settings.ReportDualityGap)
        {
            training.Report(DualityGap.Of(
                problem, ColumnScaling.None(w.Length), new SquaredLoss<double>(), rounded.Model, start: [w], workers));
        }

        return rounded;
    }

    private Workers CreateWorkers() => new(_settings.NumberOfThreads, _settings.CancellationToken);

    private RoundedModel Round(double[] w, CenteredExamples centered, LinearProblem<float> problem) => ModelRounding.Of(
        problem, ColumnScaling.None(w.Length), new SquaredLoss<double>(), [w], [RidgeSystem.Bias(w, centered)], centered.Means, _settings.CancellationToken);

    private void WarnOfRounding(IChannel channel, RoundedModel rounded, IDataView input) =>
        RoundingWarning.WarnOf(channel, rounded, input.Schema[_settings.Columns.Features]);

    private static LinearProblem<float> Problem(LabeledExamples<float> examples, float l2Regularization) =>
        new(examples.Features, examples.Targets, examples.Weights, Outputs: 1, new SquaredLoss<float>(), l2Regularization);

    /// <summary>Whether the unit of the targets plays no part.</summary>
    private bool DescendsFromZero(LabeledExamples<float> examples) =>
        _settings.EarlyStopping is null && new LinearDescent(_settings.Descent).DescendsFromZero(Problem(examples, _settings.L2Regularization));

    private bool SolvesExactly(LabeledExamples<float> examples) => _solver switch
    {
        RidgeSolver.Descent => false,
        RidgeSolver.Exact when !Fits(examples) => throw new InvalidOperationException($"{examples.Features.Rows} rows of {examples.Features.Columns} features are too many to be solved exactly: the smaller of the two must be at most {RidgeSystem.LargestOrder}."),
        _ => Fits(examples),
    };

    private static bool Fits(LabeledExamples<float> examples) => RidgeSystem.Fits(examples.Features.Rows, examples.Features.Columns);

    private CenteredExamples Center(LabeledExamples<float> examples) =>
        CenteredExamples.Create(examples.Features, examples.Targets, examples.Weights, _settings.CancellationToken);

    /// <summary>
    /// Options of <see cref="RidgeRegressionTrainer"/>. Those about minibatches, other steps and when they end play a part only
    /// where the minimum is approached by descent.
    /// </summary>
    public sealed class Options : LinearTrainerOptions
    {
        /// <summary>Makes options with the default λ of 1.</summary>
        public Options() => L2Regularization = 1f;

        /// <summary>
        /// How the minimum is found. Default: <see cref="RidgeSolver.Automatic"/>. scikit-learn: <c>solver</c>.
        /// </summary>
        public RidgeSolver Solver { get; set; }
    }
}
