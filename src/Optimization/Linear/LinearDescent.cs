using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Precise;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// How a linear problem is minimised. Small, medium and wide data: in double precision, by Newton's method, or for the hinge on its dual, to the
/// end. Large data: in single precision, until it is close enough (<see cref="SingleDescent{TTarget}"/>). What is not set is chosen from the
/// data.
/// </summary>
internal sealed record LinearDescent
{
    private const int ManyRows = 12_800;
    private const int RowsPerColumn = 32;

    /// <summary>Pairs of rows and classes from which on the hinge is worth it.</summary>
    private const long ManyPairs = 2_000;

    private const int HingeRowsPerColumn = 8;

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

    /// <summary>Whether steps on all examples that know the curvature lead to the minimum; without them there are minibatches alone.</summary>
    public bool UseQuasiNewton { get; init; } = true;

    /// <summary>
    /// The share of F that another step has to promise, or they end; in double precision the share of F that the SVM's may be above its minimum.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>Whether the minimum is to be so near that its gradient proves it.</summary>
    public bool IsCertified { get; init; }

    /// <summary>Passes over the data at most, minibatch epochs and all others together.</summary>
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
        if (heldOut is not null || !IsPrecise(problem))
            return new SingleDescent<TTarget>(this, problem, workers).Minimize(heldOut);

        var precise = new PreciseDescent<TTarget>(problem, this, workers);
        PreciseStart? start = DescendsFromZero(problem) ? null : new SingleStart<TTarget>(this, problem, workers).At(problem.L2Regularization, Tell);
        PreciseResult result = precise.Minimize(problem.L2Regularization, Tell, start);
        RoundedModel rounded = precise.Rounding.Round(result, problem.L2Regularization);
        return new LinearDescentResult(rounded, ColumnScaling.None(problem.Features.Columns), precise.Rounding.Evaluate(rounded.Model, problem.L2Regularization), result.Outcome)
        {
            Precise = result.Model,
            LowerBound = result.LowerBound,
        };

        bool Tell(EpochReport report)
        {
            OnEpoch?.Invoke(report);
            return true;
        }
    }

    /// <summary>Whether a problem is solved in double precision and to the end.</summary>
    /// <param name="problem">What to minimise.</param>
    public bool IsPrecise<TTarget>(LinearProblem<TTarget> problem) => UseQuasiNewton && PreciseDescent<TTarget>.Suits(problem);

    /// <summary>Whether a problem is solved so without minibatches before.</summary>
    /// <param name="problem">What to minimise.</param>
    public bool DescendsFromZero<TTarget>(LinearProblem<TTarget> problem) =>
        IsPrecise(problem) && !AsksForMinibatches && !StartsInSinglePrecision(problem);

    /// <summary>
    /// A batch of sparse rows holds most of its columns once or twice, so that a step costs more than the products it rests on, where a
    /// full pass over them is cheap. Minibatches are for those who ask for them.
    /// </summary>
    public bool TakesMinibatches(FeatureMatrix features) => features is DenseMatrix || !UseQuasiNewton || AsksForMinibatches;

    public bool AsksForMinibatches =>
        UpdateRule is not null || Schedule is not null || LearningRate is not null || BatchSize is not null || AveragedShare > 0;

    /// <summary>The same with so many epochs of minibatches at most, unless minibatches are asked for: what follows wants no more than a start.</summary>
    public LinearDescent Shortened(int epochs) =>
        AsksForMinibatches ? this : this with { MaximumEpochs = Math.Min(epochs, MaximumEpochs ?? int.MaxValue) };

    /// <summary>
    /// Whether a problem is first approached in single precision: over many dense rows minibatches come near the minimum of a smooth loss in a few passes,
    /// and what is made for the hinge over large data often ends with a proof.
    /// </summary>
    public static bool StartsInSinglePrecision<TTarget>(LinearProblem<TTarget> problem)
    {
        if (problem.Features is not DenseMatrix)
            return false;
        return problem.Loss.HasKinks
            ? (long)problem.Features.Rows * problem.Outputs >= ManyPairs && problem.Features.Rows >= HingeRowsPerColumn * problem.Features.Columns
            : problem.Features.Rows >= Math.Max(ManyRows, RowsPerColumn * problem.Features.Columns);
    }

    /// <summary>A model closer to the minimum than a result's in single precision, by as many quasi-Newton steps as small data get.</summary>
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
