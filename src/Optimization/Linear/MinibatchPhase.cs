using MLExtensions.Optimization.Schedules;
using MLExtensions.Optimization.Threads;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>The first part of a linear descent: shuffled minibatches, each corrected by what is remembered of its examples.</summary>
internal sealed class MinibatchPhase<TTarget>
{
    private const int DefaultSteps = 1_000;
    private const int DefaultMinimumEpochs = 9;
    private const int EpochsOverKinks = 16;
    private const int AloneFactor = 10;

    /// <summary>
    /// Gradients start around 1 in conditioned coordinates and are rounded around 1e-8. In between, ε keeps Adam from
    /// making steps of mere rounding, which would drive the biases away together where the loss does not hold them.
    /// </summary>
    private const double AdamEpsilon = 1e-6;

    /// <summary>
    /// Of the squared gradients Adam keeps the last hundred: corrected by those remembered they shrink tenfold in an epoch, and
    /// the steps are to follow.
    /// </summary>
    private const double AdamBeta2 = 0.99;

    /// <summary>Of the memory that the features take, the share that remembered gradients may take.</summary>
    private const double MemoryShare = 0.25;

    /// <summary>Numbers of remembered gradients that are always fine.</summary>
    private const long MemoryBudget = 1 << 22;

    private readonly LinearDescent _settings;
    private readonly LinearProblem<TTarget> _problem;
    private readonly IUpdateRule<float> _updateRule;
    private readonly double _meanSquaredRowNorm;
    private readonly bool _hasKinks;
    private double _lastValue = double.NaN;

    /// <param name="settings">How to descend.</param>
    /// <param name="problem">What to minimise, its features rescaled.</param>
    /// <param name="scaling">How they have been.</param>
    /// <param name="workers">The threads that share the work.</param>
    public MinibatchPhase(LinearDescent settings, LinearProblem<TTarget> problem, ColumnScaling scaling, Workers workers)
    {
        _settings = settings;
        // The smooth approximation that is all but the loss itself: kinks make the gradients remembered jump.
        _problem = problem with { Loss = problem.Loss.SmoothApproximations[^1] };
        _hasKinks = problem.Loss.HasKinks;
        _updateRule = settings.UpdateRule ?? new Adam<float>(beta2: AdamBeta2, epsilon: AdamEpsilon);
        _meanSquaredRowNorm = scaling.Variance.Sum();
        bool reduceVariance = settings.ReduceVariance ?? settings.UpdateRule is null;
        Objective = LinearObjective<TTarget>.Create(_problem, scaling, workers, reduceVariance && HasRoomForGradients());
    }

    /// <summary>F, for the closest of the loss's smooth approximations.</summary>
    public LinearObjective<TTarget> Objective { get; }

    /// <summary>Moves the parameters downhill.</summary>
    /// <returns>How that ended; where it diverged, the parameters are 0 again.</returns>
    /// <exception cref="InvalidOperationException">The steps diverged, and no others are to follow.</exception>
    public DescentOutcome Descend(float[] parameters, EpochObserver<float> observe)
    {
        int rows = _problem.Features.Rows;
        CancellationToken cancellationToken = _settings.CancellationToken;

        // At least 16 batches an epoch where the data are small.
        int batchSize = Math.Min(_settings.BatchSize ?? Math.Clamp(rows / 16, 8, 256), rows);
        var scale = new StepScale(
            _problem.Loss.ScoreUnit / Math.Sqrt(1 + _meanSquaredRowNorm),
            () => BatchCurvature.Estimate(_problem.Features, _problem.Loss.Curvature(_problem.Outputs), batchSize, cancellationToken));
        var descent = new GradientDescent<float>(_updateRule, _settings.Schedule ?? new CosineDecay())
        {
            LearningRate = _settings.LearningRate ?? _updateRule.AutomaticLearningRate(scale),
            BatchSize = batchSize,
            Epochs = PlannedEpochs(rows, batchSize),
            AveragedShare = _settings.AveragedShare,
            Shuffle = _settings.Shuffle,
            Seed = _settings.Seed,
            OnEpoch = Observe,
            Deadline = _settings.Deadline,
            CancellationToken = cancellationToken,
        };
        DescentOutcome outcome = descent.Minimize(Objective, parameters);
        if (outcome.End != DescentEnd.Diverged)
            return outcome;
        if (!_settings.UseQuasiNewton)
            throw new InvalidOperationException($"Training diverged in epoch {outcome.Epochs}: with a learning rate of {descent.LearningRate:G3} the steps are too long. Set a smaller LearningRate.");

        // From far outside the quasi-Newton steps would not find back; from 0 they find the minimum all the same.
        _lastValue = double.NaN;
        Array.Clear(parameters);
        return outcome;

        bool Observe(EpochReport report, ReadOnlySpan<float> x)
        {
            _lastValue = report.Objective;
            return observe(report, x);
        }
    }

    /// <summary>Whether that was close enough: whether what the gradients remembered promise is little.</summary>
    /// <param name="parameters">Where the descent has ended.</param>
    /// <param name="tolerance">The share of F that is little.</param>
    /// <param name="gradientNorm">‖∇F‖.</param>
    public bool HasConverged(ReadOnlySpan<float> parameters, double tolerance, out double gradientNorm)
    {
        gradientNorm = double.NaN;
        if (Objective.Promise(parameters) is not { } promise)
            return false;
        gradientNorm = promise.GradientNorm;
        return promise.Decrease <= tolerance * _lastValue;
    }

    private bool HasRoomForGradients()
    {
        long numbers = (long)_problem.Features.Rows * _problem.Outputs;
        return numbers <= Math.Max(MemoryBudget, MemoryShare * _problem.Features.StoredEntries) && numbers <= Array.MaxLength;
    }

    private int PlannedEpochs(int rows, int batchSize)
    {
        // Where no other steps follow, these have all the way to go.
        int share = _settings.UseQuasiNewton ? 1 : AloneFactor;
        int planned = share * Math.Max(_hasKinks ? EpochsOverKinks : DefaultMinimumEpochs, (int)((long)DefaultSteps * batchSize / rows));
        return _settings.UseQuasiNewton ? Math.Min(planned, _settings.MaximumEpochs ?? planned) : _settings.MaximumEpochs ?? planned;
    }
}
