using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Optimization.Linear;

/// <summary>How many minibatches a linear descent takes, how large, and with what steps.</summary>
/// <remarks>
/// They may come in rounds, each of twice as many epochs as the one before, and beginning with half its step. Loshchilov and
/// Hutter, SGDR: stochastic gradient descent with warm restarts (ICLR 2017). Since the gradients are remembered from round to
/// round, each comes some ten times closer to the minimum.
/// </remarks>
internal sealed class MinibatchPlan
{
    /// <summary>The most rounds that are worth their time.</summary>
    public const int MostRounds = 4;

    private const int DefaultSteps = 1_000;
    private const int DefaultMinimumEpochs = 9;
    private const int EpochsOverKinks = 16;
    private const int AloneFactor = 10;
    private const int MostEpochsOfStack = 30;

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

    private readonly DescentSettings _settings;
    private readonly UpdateRule _updateRule;
    private readonly int _batchSize;
    private readonly int _minimumEpochs;

    /// <summary>Epochs that come to enough steps.</summary>
    private readonly int _fittingEpochs;

    private MinibatchPlan(DescentSettings settings, UpdateRule updateRule, int rows, int batchSize, bool hasKinks)
    {
        _settings = settings;
        _updateRule = updateRule;
        _batchSize = batchSize;
        _minimumEpochs = hasKinks ? EpochsOverKinks : DefaultMinimumEpochs;
        _fittingEpochs = (int)((long)DefaultSteps * batchSize / rows);
    }

    /// <summary>Whether an epoch has so many steps that further ones are worth more than whole passes.</summary>
    public bool IsLarge => _fittingEpochs < _minimumEpochs;

    /// <summary>
    /// Whether several models had better take minibatches together than whole passes one after the other: on few rows these take
    /// less time.
    /// </summary>
    public bool IsWorthStacking => _fittingEpochs <= MostEpochsOfStack;

    /// <summary>α₀ of the first round.</summary>
    public double LearningRate { get; private init; }

    /// <summary>The most outputs whose gradients there is room for to remember, if that is wanted.</summary>
    public int MostRemembered { get; private init; }

    /// <param name="settings">How to descend.</param>
    /// <param name="problem">What to minimize, its features rescaled.</param>
    /// <param name="scaling">How they have been.</param>
    public static MinibatchPlan For<TTarget>(DescentSettings settings, LinearProblem<TTarget> problem, ColumnScaling scaling)
    {
        // At least 16 batches an epoch where the data are small.
        int rows = problem.Features.Rows;
        int batchSize = Math.Min(settings.BatchSize ?? Math.Clamp(rows / 16, 8, 256), rows);
        UpdateRule updateRule = settings.UpdateRule ?? UpdateRule.Adam(beta2: AdamBeta2, epsilon: AdamEpsilon);
        var scale = new StepScale(
            problem.Loss.ScoreUnit / Math.Sqrt(1 + scaling.Variance.Sum()),
            () => BatchCurvature.Estimate(problem.Features, problem.Loss.Curvature(problem.Outputs), batchSize, settings.CancellationToken));
        double numbers = Math.Min(Math.Max(MemoryBudget, MemoryShare * problem.Features.StoredEntries), Array.MaxLength);
        return new MinibatchPlan(settings, updateRule, rows, batchSize, problem.Loss.HasKinks)
        {
            LearningRate = settings.LearningRate ?? ((AutomaticRule)updateRule).AutomaticLearningRate(scale),
            MostRemembered = settings.ReduceVariance ?? settings.UpdateRule is null ? (int)(numbers / rows) : 0,
        };
    }

    /// <summary>The descent of a round.</summary>
    /// <param name="round">Which, from 0.</param>
    /// <param name="epochsBefore">Epochs before it.</param>
    /// <param name="observe">Told about each epoch, counted from the first of all rounds.</param>
    public GradientDescent<float> Round(int round, int epochsBefore, EpochObserver<float> observe) =>
        new(_updateRule, _settings.Schedule ?? StepSchedule.Cosine())
        {
            LearningRate = LearningRate * Math.Pow(0.5, round),
            BatchSize = _batchSize,
            Epochs = Epochs(round, epochsBefore),
            AveragedShare = _settings.AveragedShare,
            Shuffle = _settings.Shuffle,
            Seed = _settings.Seed + round,
            OnEpoch = (report, x) => observe(report with { Epoch = epochsBefore + report.Epoch }, x),
            Deadline = _settings.Deadline,
            CancellationToken = _settings.CancellationToken,
        };

    private int Epochs(int round, int epochsBefore)
    {
        int planned = Math.Max(_minimumEpochs, _fittingEpochs);

        // Where no other steps follow, these have all the way to go.
        return _settings.UseQuasiNewton
            ? Math.Min(planned << round, _settings.MaximumEpochs - epochsBefore ?? int.MaxValue)
            : _settings.MaximumEpochs ?? AloneFactor * planned;
    }
}
