using MLExtensions.Matrices;
using MLExtensions.Optimization.Schedules;
using MLExtensions.Optimization.Threads;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// How a linear problem is minimised: shuffled minibatches, by default with Adam and a step falling along a cosine, come
/// near the minimum in a few epochs, over large data in rounds of more and more of them; then full-batch quasi-Newton steps close in on it,
/// unless that is close enough. Sparse rows are left to the latter alone. What is not set is chosen from the data.
/// </summary>
/// <remarks>
/// Both parts are needed. Minibatches alone take long to get from near to very near where classes nearly separate or columns are collinear;
/// quasi-Newton steps alone take many passes over large data to get near. The hinge has no curvature, so its
/// quasi-Newton steps go over its smooth approximations, each from the minimum of the one before.
/// </remarks>
internal sealed record LinearDescent
{
    /// <summary>What the minibatches' gradients do to the parameters; by default Adam.</summary>
    public IUpdateRule<float>? UpdateRule { get; init; }

    /// <summary>How their step size changes; by default down to 0 along a cosine.</summary>
    public IStepSchedule? Schedule { get; init; }

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

    /// <summary>
    /// Whether minibatches are corrected by the gradients remembered of their examples, if there is room for these; by default
    /// only with the default update rule.
    /// </summary>
    public bool? ReduceVariance { get; init; }

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
        ColumnScaling scaling = ColumnScaling.Apply(problem.Features, problem.Weights, problem.PenaltyOverCurvature, workers);
        MinibatchPhase<TTarget>? minibatches =
            TakesMinibatches(problem.Features) ? new MinibatchPhase<TTarget>(this, problem, scaling, workers) : null;
        var tolerances = Tolerances.Of(Tolerance, problem);
        var quasiNewton = new QuasiNewtonPhase<TTarget>(this, problem, scaling, tolerances.Step, workers);
        HeldOutLoss<TTarget>? watched = heldOut is null ? null : new HeldOutLoss<TTarget>(heldOut, scaling, Patience, workers);
        LinearObjective<TTarget> objective = LinearObjective<TTarget>.Create(problem, scaling, workers);
        var parameters = new float[objective.Dimension];

        // F at the parameters, where nothing has moved them since it was looked at.
        double? value = null;
        DescentOutcome outcome = minibatches?.Descend(parameters, tolerances, Value, Observe)
            ?? new DescentOutcome(0, DescentEnd.Exhausted);
        if (UseQuasiNewton && outcome.End is DescentEnd.Exhausted or DescentEnd.Diverged)
        {
            outcome = quasiNewton.Descend(parameters, outcome.Epochs, Observe);
            value = null;
        }

        if (watched is not null)
        {
            watched.CopyBest(parameters);
            value = null;
        }

        double reached = (value ?? Value()) * problem.TotalWeight;
        return new LinearDescentResult(objective.ToModel(parameters), parameters, scaling, reached, outcome) { BestEpoch = watched?.BestEpoch };

        double Value()
        {
            value = objective.MeanLoss(parameters) + objective.Penalty(parameters);
            return value.Value;
        }

        bool Observe(EpochReport report, ReadOnlySpan<float> x)
        {
            bool goOn = watched?.Observe(report.Epoch, x) ?? true;
            OnEpoch?.Invoke(report with { HeldOutLoss = watched?.Last });
            return goOn;
        }
    }

    /// <summary>
    /// A batch of sparse rows holds most of its columns once or twice, so that a step costs more than the products it rests on, where a
    /// full pass over them is cheap. Minibatches are for those who ask for them.
    /// </summary>
    private bool TakesMinibatches(FeatureMatrix features) =>
        features is DenseMatrix || !UseQuasiNewton
        || UpdateRule is not null || Schedule is not null || LearningRate is not null || BatchSize is not null || AveragedShare > 0;

    /// <summary>A model closer to the minimum than a result's, by as many quasi-Newton steps as small data get.</summary>
    /// <param name="problem">What was minimised, its features rescaled.</param>
    /// <param name="result">Stays as it is.</param>
    public LinearModel Refine<TTarget>(LinearProblem<TTarget> problem, LinearDescentResult result)
    {
        var parameters = (float[])result.Parameters.Clone();
        LinearDescent strict = this with { MaximumEpochs = null, Deadline = default };
        using var workers = new Workers(NumberOfThreads, CancellationToken);
        new QuasiNewtonPhase<TTarget>(strict, problem, result.Scaling, Tolerances.Strict, workers).Descend(parameters, epochs: 0, (_, _) => true);
        return LinearObjective<TTarget>.Create(problem, result.Scaling, workers).ToModel(parameters);
    }
}
