using MLExtensions.Optimization.Schedules;
using MLExtensions.Optimization.Threads;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>The first part of a linear descent: shuffled minibatches, each corrected by what is remembered of its examples.</summary>
/// <remarks>
/// Over large data they come in rounds, until what is remembered says that the minimum is near: each of twice as many epochs as the one before,
/// and beginning with half its step. Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts (ICLR 2017). Since the
/// gradients are remembered from round to round, each comes some ten times closer.
/// </remarks>
internal sealed class MinibatchPhase<TTarget>
{
    private const int DefaultSteps = 1_000;
    private const int DefaultMinimumEpochs = 9;
    private const int EpochsOverKinks = 16;
    private const int AloneFactor = 10;
    private const int MostRounds = 4;

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
    private readonly LinearObjective<TTarget> _objective;
    private readonly IUpdateRule<float> _updateRule;
    private readonly double _learningRate;
    private readonly int _batchSize;
    private readonly bool _hasKinks;

    /// <param name="settings">How to descend.</param>
    /// <param name="problem">What to minimise, its features rescaled.</param>
    /// <param name="scaling">How they have been.</param>
    /// <param name="workers">The threads that share the work.</param>
    public MinibatchPhase(LinearDescent settings, LinearProblem<TTarget> problem, ColumnScaling scaling, Workers workers)
    {
        _settings = settings;
        _hasKinks = problem.Loss.HasKinks;

        // The smooth approximation that is all but the loss itself: kinks make the gradients remembered jump.
        _problem = problem with { Loss = problem.Loss.SmoothApproximations[^1] };
        bool reduceVariance = settings.ReduceVariance ?? settings.UpdateRule is null;
        _objective = LinearObjective<TTarget>.Create(_problem, scaling, workers, reduceVariance && HasRoomForGradients());

        // At least 16 batches an epoch where the data are small.
        int rows = problem.Features.Rows;
        _batchSize = Math.Min(settings.BatchSize ?? Math.Clamp(rows / 16, 8, 256), rows);
        var scale = new StepScale(
            _problem.Loss.ScoreUnit / Math.Sqrt(1 + scaling.Variance.Sum()),
            () => BatchCurvature.Estimate(problem.Features, problem.Loss.Curvature(problem.Outputs), _batchSize, settings.CancellationToken));
        _updateRule = settings.UpdateRule ?? new Adam<float>(beta2: AdamBeta2, epsilon: AdamEpsilon);
        _learningRate = settings.LearningRate ?? _updateRule.AutomaticLearningRate(scale);
    }

    /// <summary>Whether an epoch has so many steps that further ones are worth more than whole passes.</summary>
    private bool IsLarge => FittingEpochs < (_hasKinks ? EpochsOverKinks : DefaultMinimumEpochs);

    /// <summary>Epochs that come to enough steps.</summary>
    private int FittingEpochs => (int)((long)DefaultSteps * _batchSize / _problem.Features.Rows);

    /// <summary>Moves the parameters downhill.</summary>
    /// <param name="parameters">Where to start.</param>
    /// <param name="tolerances">How close to the minimum is close enough.</param>
    /// <param name="value">F at the parameters.</param>
    /// <param name="observe">Told about each epoch.</param>
    /// <returns>How that ended; where it diverged, the parameters are 0 again.</returns>
    /// <exception cref="InvalidOperationException">The steps diverged, and no others are to follow.</exception>
    public DescentOutcome Descend(float[] parameters, Tolerances tolerances, Func<double> value, EpochObserver<float> observe)
    {
        int epochs = 0;
        double last = double.PositiveInfinity;
        for (int round = 0; ; round++)
        {
            double before = last;
            DescentOutcome outcome = Round(round, epochs, Observe).Minimize(_objective, parameters);
            epochs += outcome.Epochs;
            outcome = outcome with { Epochs = epochs };
            if (outcome.End == DescentEnd.Diverged)
                GiveUp(outcome, parameters);
            bool mayGoOn = outcome.End == DescentEnd.Exhausted && _settings.UseQuasiNewton && !(epochs >= _settings.MaximumEpochs);
            if (!mayGoOn || _objective.Distance(parameters) is not { } distance)
                return outcome;

            bool isNear = distance.Promise <= tolerances.Promise * last && distance.Bound <= tolerances.Bound * last;
            if (isNear || before - last <= tolerances.Gain * last)
            {
                observe(new EpochReport(++epochs, value(), StepSize: 0, distance.GradientNorm), parameters);
                return new DescentOutcome(epochs, DescentEnd.Converged);
            }

            if (!IsLarge || round == MostRounds - 1)
                return outcome;
        }

        bool Observe(EpochReport report, ReadOnlySpan<float> x)
        {
            last = report.Objective;
            return observe(report, x);
        }
    }

    private GradientDescent<float> Round(int round, int epochsBefore, EpochObserver<float> observe) =>
        new(_updateRule, _settings.Schedule ?? new CosineDecay())
        {
            LearningRate = _learningRate * Math.Pow(0.5, round),
            BatchSize = _batchSize,
            Epochs = PlannedEpochs(round, epochsBefore),
            AveragedShare = _settings.AveragedShare,
            Shuffle = _settings.Shuffle,
            Seed = _settings.Seed + round,
            OnEpoch = (report, x) => observe(report with { Epoch = epochsBefore + report.Epoch }, x),
            Deadline = _settings.Deadline,
            CancellationToken = _settings.CancellationToken,
        };

    private void GiveUp(DescentOutcome outcome, float[] parameters)
    {
        if (!_settings.UseQuasiNewton)
            throw new InvalidOperationException($"Training diverged in epoch {outcome.Epochs}: with a learning rate of {_learningRate:G3} the steps are too long. Set a smaller LearningRate.");

        // From far outside the quasi-Newton steps would not find back; from 0 they find the minimum all the same.
        Array.Clear(parameters);
    }

    private bool HasRoomForGradients()
    {
        long numbers = (long)_problem.Features.Rows * _problem.Outputs;
        return numbers <= Math.Max(MemoryBudget, MemoryShare * _problem.Features.StoredEntries) && numbers <= Array.MaxLength;
    }

    private int PlannedEpochs(int round, int epochsBefore)
    {
        int planned = Math.Max(_hasKinks ? EpochsOverKinks : DefaultMinimumEpochs, FittingEpochs);

        // Where no other steps follow, these have all the way to go.
        return _settings.UseQuasiNewton
            ? Math.Min(planned << round, _settings.MaximumEpochs - epochsBefore ?? int.MaxValue)
            : _settings.MaximumEpochs ?? AloneFactor * planned;
    }
}
