using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Schedules;
using MLExtensions.Optimization.Threads;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// How a linear problem is minimised: shuffled minibatches, by default with Adam and a step falling along a cosine, come
/// near the minimum in a few epochs, then full-batch quasi-Newton steps close in on it. What is not set is chosen from the data.
/// </summary>
/// <remarks>
/// Both parts are needed. Minibatches alone stay percents away where classes nearly separate or columns are collinear;
/// quasi-Newton steps alone take many passes over large data to get near. The hinge has no curvature, so its
/// quasi-Newton steps go over its smooth approximations, each from the minimum of the one before.
/// </remarks>
internal sealed record LinearDescent
{
    private const int DefaultMinibatchSteps = 1_000;
    private const int DefaultMinimumEpochs = 10;
    private const int DefaultQuasiNewtonEpochsPerLoss = 1_000;
    private const int MinibatchesAloneFactor = 10;

    /// <summary>
    /// Gradients start around 1 in conditioned coordinates and are rounded around 1e-8. In between, ε keeps Adam from
    /// making steps of mere rounding, which would drive the biases away together where the loss does not hold them.
    /// </summary>
    private const double AdamEpsilon = 1e-6;

    /// <summary>Of an objective below this share of its value for W = 0 the last digits do not matter.</summary>
    private const double NegligibleShare = 1e-4;

    /// <summary>The share of F that is worth another pass over small data.</summary>
    private const double StrictTolerance = 3e-6;

    /// <summary>
    /// The same for large data, where it leaves F some tenths of a percent above the minimum: further passes would take most
    /// of the time, and change no prediction to speak of.
    /// </summary>
    private const double LooseTolerance = 1e-4;

    /// <summary>Multiplications in a pass from which on the tolerance grows in proportion.</summary>
    private const double SmallPass = 1e7;

    /// <summary>Of the memory that the features take, the share that remembered gradients may take.</summary>
    private const double MemoryShare = 0.25;

    /// <summary>Numbers of remembered gradients that are always fine.</summary>
    private const long MemoryBudget = 1 << 22;

    /// <summary>Numbers that the quasi-Newton method may remember of past steps.</summary>
    private const int HistoryBudget = 1 << 22;

    /// <summary>What the minibatches' gradients do to the parameters.</summary>
    public IUpdateRule<float> UpdateRule { get; init; } = new Adam<float>(beta2: 0.99, epsilon: AdamEpsilon);

    /// <summary>How their step size changes.</summary>
    public IStepSchedule Schedule { get; init; } = new CosineDecay();

    /// <summary>Their step size at the start, in conditioned coordinates.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Examples in a minibatch.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The share of the minibatch steps, at their end, over which the parameters are averaged.</summary>
    public double AveragedShare { get; init; }

    /// <summary>Whether quasi-Newton steps follow the minibatches.</summary>
    public bool UseQuasiNewton { get; init; } = true;

    /// <summary>The share of F that another quasi-Newton step has to promise, or they end. It depends on the size of the data.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Passes over the data at most, minibatch epochs and quasi-Newton evaluations together.</summary>
    public int? MaximumEpochs { get; init; }

    public Deadline Deadline { get; init; }

    /// <summary>Passes over the data without a smaller loss of the examples held out after which the descent ends.</summary>
    public int Patience { get; init; }

    /// <summary>Whether minibatches are corrected by the gradients remembered of their examples, if there is room for these.</summary>
    public bool ReduceVariance { get; init; } = true;

    /// <summary>Threads that share the work; the bits do not depend on how many there are.</summary>
    public int NumberOfThreads { get; init; } = 1;

    public bool Shuffle { get; init; } = true;

    public int Seed { get; init; }

    public Action<EpochReport>? OnEpoch { get; init; }

    public CancellationToken CancellationToken { get; init; }

    /// <summary>Finds the model.</summary>
    /// <param name="problem">What to minimise. The features are rescaled in place.</param>
    /// <param name="heldOut">
    /// Examples to watch the loss of; their features are rescaled in place. The model is the one that did best on them.
    /// </param>
    /// <exception cref="InvalidOperationException">The minibatch steps diverged, and no others were to follow.</exception>
    public LinearDescentResult Minimize<TTarget>(LinearProblem<TTarget> problem, LinearProblem<TTarget>? heldOut = null)
    {
        using var workers = new Workers(NumberOfThreads, CancellationToken);
        ColumnScaling scaling = ColumnScaling.Apply(
            problem.Features, problem.Weights, 2 * problem.L2Regularization / (problem.Loss.Curvature(problem.Outputs) * problem.TotalWeight), workers);
        LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(problem, scaling, workers, ReduceVariance && HasRoomForGradients(problem));
        HeldOutLoss<TTarget>? watched = heldOut is null ? null : new HeldOutLoss<TTarget>(heldOut, scaling, Patience, workers);
        var parameters = new float[objective.Dimension];

        DescentOutcome outcome = DescendByMinibatches(problem, objective, parameters, Observe);
        if (UseQuasiNewton && outcome.End is DescentEnd.Exhausted or DescentEnd.Diverged)
            outcome = HasConverged(problem, objective, parameters)
                ? outcome with { End = DescentEnd.Converged }
                : DescendByQuasiNewton(problem, scaling, workers, parameters, outcome.Epochs, Observe);
        watched?.CopyBest(parameters);
        double value = (objective.MeanLoss(parameters) + objective.Penalty(parameters)) * problem.TotalWeight;
        return new LinearDescentResult(objective.ToModel(parameters), parameters, scaling, value, outcome) { BestEpoch = watched?.BestEpoch };

        bool Observe(EpochReport report, ReadOnlySpan<float> x)
        {
            bool goOn = watched?.Observe(report.Epoch, x) ?? true;
            OnEpoch?.Invoke(report with { HeldOutLoss = watched?.Last });
            return goOn;
        }
    }

    /// <summary>A model closer to the minimum than a result's, by as many quasi-Newton steps as small data get.</summary>
    /// <param name="problem">What was minimised, its features rescaled.</param>
    /// <param name="result">Stays as it is.</param>
    public LinearModel Refine<TTarget>(LinearProblem<TTarget> problem, LinearDescentResult result)
    {
        var parameters = (float[])result.Parameters.Clone();
        LinearDescent strict = this with { Tolerance = StrictTolerance, MaximumEpochs = null, Deadline = default };
        using var workers = new Workers(NumberOfThreads, CancellationToken);
        strict.DescendByQuasiNewton(problem, result.Scaling, workers, parameters, epochs: 0, (_, _) => true);
        return LinearObjective<TTarget>.Create(problem, result.Scaling, workers).ToModel(parameters);
    }

    private DescentOutcome DescendByMinibatches<TTarget>(
        LinearProblem<TTarget> problem, LinearObjective<TTarget> objective, float[] parameters, EpochObserver<float> observe)
    {
        int rows = problem.Features.Rows;

        // 128, and at least 16 batches an epoch where the data are small.
        int batchSize = Math.Min(BatchSize ?? Math.Clamp(rows / 16, 8, 128), rows);
        var scale = new StepScale(
            1 / Math.Sqrt(1 + problem.Features.MeanSquaredRowNorm(CancellationToken)),
            () => BatchCurvature.Estimate(problem.Features, problem.Loss.Curvature(problem.Outputs), batchSize, CancellationToken));
        var descent = new GradientDescent<float>(UpdateRule, Schedule)
        {
            LearningRate = LearningRate ?? UpdateRule.AutomaticLearningRate(scale),
            BatchSize = batchSize,
            Epochs = PlannedEpochs(rows, batchSize),
            AveragedShare = AveragedShare,
            Shuffle = Shuffle,
            Seed = Seed,
            OnEpoch = observe,
            Deadline = Deadline,
            CancellationToken = CancellationToken,
        };
        DescentOutcome outcome = descent.Minimize(objective, parameters);
        if (outcome.End != DescentEnd.Diverged)
            return outcome;
        if (!UseQuasiNewton)
            throw new InvalidOperationException($"Training diverged in epoch {outcome.Epochs}: with a learning rate of {descent.LearningRate:G3} the steps are too long. Set a smaller LearningRate.");

        // From far outside the quasi-Newton steps would not find back; from 0 they find the minimum all the same.
        Array.Clear(parameters);
        return outcome;
    }

    /// <summary>
    /// Whether the minibatches have come so close that a step down the gradient, as the memory has it, promises less than the tolerance.
    /// In conditioned coordinates the curvature is h.
    /// </summary>
    private bool HasConverged<TTarget>(LinearProblem<TTarget> problem, LinearObjective<TTarget> objective, float[] parameters)
    {
        if (objective.RememberedSquaredGradientNorm(parameters) is not { } squaredNorm)
            return false;
        double promise = squaredNorm / (2 * problem.Loss.Curvature(problem.Outputs));
        return promise <= (Tolerance ?? DefaultTolerance(problem)) * (objective.MeanLoss(parameters) + objective.Penalty(parameters));
    }

    private static bool HasRoomForGradients<TTarget>(LinearProblem<TTarget> problem)
    {
        long numbers = (long)problem.Features.Rows * problem.Outputs;
        return numbers <= Math.Max(MemoryBudget, MemoryShare * problem.Features.StoredEntries) && numbers <= Array.MaxLength;
    }

    private static double DefaultTolerance<TTarget>(LinearProblem<TTarget> problem) => Math.Clamp(
        StrictTolerance * problem.Features.StoredEntries * problem.Outputs / SmallPass, StrictTolerance, LooseTolerance);

    private int PlannedEpochs(int rows, int batchSize)
    {
        // Where no other steps follow, these have all the way to go.
        int share = UseQuasiNewton ? 1 : MinibatchesAloneFactor;
        int planned = share * Math.Max(DefaultMinimumEpochs, (int)((long)DefaultMinibatchSteps * batchSize / rows));
        return UseQuasiNewton ? Math.Min(planned, MaximumEpochs ?? planned) : MaximumEpochs ?? planned;
    }

    private DescentOutcome DescendByQuasiNewton<TTarget>(
        LinearProblem<TTarget> problem, ColumnScaling scaling, Workers workers, float[] parameters, int epochs, EpochObserver<float> observe)
    {
        IReadOnlyList<ILoss<float, TTarget>> losses = problem.Loss.SmoothApproximations;
        int epochsLeft = (MaximumEpochs - epochs) ?? DefaultQuasiNewtonEpochsPerLoss * losses.Count;
        double tolerance = Tolerance ?? DefaultTolerance(problem);
        double negligible = NegligibleShare * problem.LossOfZeroScores(CancellationToken);
        var outcome = new DescentOutcome(epochs, DescentEnd.Exhausted);
        for (int i = 0; i < losses.Count && outcome.End is DescentEnd.Converged or DescentEnd.Exhausted; i++)
        {
            // What one leaves over, the next may use.
            int share = (epochsLeft - (outcome.Epochs - epochs)) / (losses.Count - i);
            if (share == 0)
                continue;

            int epochsBefore = outcome.Epochs;
            var bfgs = new LimitedMemoryBfgs<float>
            {
                Memory = Math.Clamp(HistoryBudget / parameters.Length, 5, 50),
                MaximumEvaluations = share,
                Tolerance = tolerance,
                NegligibleValue = negligible,
                OnStep = (report, x) => observe(report with { Epoch = epochsBefore + report.Epoch }, x),
                Deadline = Deadline,
                CancellationToken = CancellationToken,
            };
            LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(problem with { Loss = losses[i] }, scaling, workers);
            DescentOutcome last = bfgs.Minimize(objective, parameters);
            outcome = last with { Epochs = epochsBefore + last.Epochs };
        }

        return outcome;
    }
}
