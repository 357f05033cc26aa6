using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Descent;

/// <summary>How a linear problem is to be minimized. What is not set is chosen from the data.</summary>
internal sealed record DescentSettings
{
    /// <summary>What the minibatches' gradients do to the parameters; by default Adam.</summary>
    public UpdateRule? UpdateRule { get; init; }

    /// <summary>How their step size changes; by default down to 0 along a cosine.</summary>
    public StepSchedule? Schedule { get; init; }

    /// <summary>Their step size at the start, in conditioned coordinates.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Examples in a minibatch.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The share of the minibatch steps, at their end, over which the parameters are averaged.</summary>
    public double AveragedShare { get; init; }

    /// <summary>
    /// Whether steps on all examples that know the curvature lead to the minimum; without them there are minibatches alone.
    /// </summary>
    public bool UseQuasiNewton { get; init; } = true;

    /// <summary>
    /// The share of F that another step has to promise, or they end; in double precision the share of F that the SVM's may be
    /// above its minimum.
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

    /// <summary>
    /// A batch of sparse rows holds most of its columns once or twice, so that a step costs more than the products it rests on,
    /// where a full pass over them is cheap. Minibatches are for those who ask for them.
    /// </summary>
    public bool TakesMinibatches(FeatureMatrix features) => features is DenseMatrix || !UseQuasiNewton || AsksForMinibatches;

    public bool AsksForMinibatches =>
        UpdateRule is not null || Schedule is not null || LearningRate is not null || BatchSize is not null || AveragedShare > 0;

    /// <summary>
    /// The same with so many epochs of minibatches at most, unless minibatches are asked for: what follows wants no more than a
    /// start.
    /// </summary>
    public DescentSettings Shortened(int epochs) =>
        AsksForMinibatches ? this : this with { MaximumEpochs = Math.Min(epochs, MaximumEpochs ?? int.MaxValue) };
}
