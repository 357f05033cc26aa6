using MLExtensions.Arguments;
using MLExtensions.Data;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions.Trainers.Linear;

/// <summary>The options of a linear trainer, checked and no longer changing.</summary>
internal sealed record LinearTrainerSettings
{
    /// <param name="options">What the user chose.</param>
    /// <param name="labelKind">The type of the label.</param>
    /// <param name="seed">What seeds the training where the user chose nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A column name is null or empty.</exception>
    public LinearTrainerSettings(LinearTrainerOptions options, LabelKind labelKind, Func<int> seed)
    {
        Columns = new ExampleColumns(
            labelKind, options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName);
        RequirePenalty(options.L2Regularization);
        Guard.Require(options.NumberOfIterations is null or >= 1, options.NumberOfIterations, nameof(options.NumberOfIterations), "at least 1");
        Guard.Require(options.TimeLimit is null || options.TimeLimit > TimeSpan.Zero, options.TimeLimit, nameof(options.TimeLimit), "positive");
        Guard.Require(options.ConvergenceTolerance is null or (> 0 and < float.PositiveInfinity), options.ConvergenceTolerance, nameof(options.ConvergenceTolerance), "positive and finite");
        Guard.Require(options.LearningRate is null or (> 0 and < float.PositiveInfinity), options.LearningRate, nameof(options.LearningRate), "positive and finite");
        Guard.Require(
            options.LearningRate is not null || options.UpdateRule is null or AutomaticRule,
            options.LearningRate, nameof(options.LearningRate),
            $"set where {nameof(options.UpdateRule)} is a rule of your own ({options.UpdateRule?.GetType().Name}), which has no automatic one");
        Guard.Require(options.BatchSize is null or >= 1, options.BatchSize, nameof(options.BatchSize), "at least 1");
        Guard.Require(options.NumberOfThreads is null or >= 1, options.NumberOfThreads, nameof(options.NumberOfThreads), "at least 1");
        Guard.Require(options.AveragedShare is >= 0 and <= 1, options.AveragedShare, nameof(options.AveragedShare), "from 0 to 1");

        L2Regularization = options.L2Regularization;
        TimeLimit = options.TimeLimit;
        EarlyStopping = options.EarlyStopping;
        Progress = options.Progress;
        ReportDualityGap = options.ReportDualityGap;
        Descent = new DescentSettings
        {
            UpdateRule = options.UpdateRule,
            Schedule = options.Schedule,
            LearningRate = options.LearningRate,
            BatchSize = options.BatchSize,
            AveragedShare = options.AveragedShare,
            UseQuasiNewton = options.UseQuasiNewton,
            Tolerance = options.ConvergenceTolerance,
            IsCertified = options.ReportDualityGap,
            MaximumEpochs = options.NumberOfIterations,
            Patience = options.EarlyStopping?.Patience ?? 0,
            Shuffle = options.Shuffle,
            ReduceVariance = options.ReduceVariance,
            NumberOfThreads = options.NumberOfThreads ?? Environment.ProcessorCount,
            Seed = options.Seed ?? seed(),
            CancellationToken = options.CancellationToken,
        };
    }

    public ExampleColumns Columns { get; }

    public float L2Regularization { get; init; }

    public TimeSpan? TimeLimit { get; }

    public EarlyStopping? EarlyStopping { get; }

    public IProgress<TrainingProgress>? Progress { get; }

    public bool ReportDualityGap { get; }

    /// <summary>How to minimize; the deadline and the reports are for each training to add.</summary>
    public DescentSettings Descent { get; init; }

    public int Seed => Descent.Seed;

    public int NumberOfThreads => Descent.NumberOfThreads;

    public CancellationToken CancellationToken => Descent.CancellationToken;

    /// <summary>
    /// What two trainers have in common that differ in λ alone; null if this one is to be trained by itself, since it has
    /// more to do than a stack of models can.
    /// </summary>
    public LinearTrainerSettings? AllButPenalty
    {
        get
        {
            var stacked = new DescentSettings
            {
                Tolerance = Descent.Tolerance,
                Shuffle = Descent.Shuffle,
                NumberOfThreads = NumberOfThreads,
                Seed = Seed,
                CancellationToken = CancellationToken,
            };
            return Descent == stacked && TimeLimit is null && EarlyStopping is null && Progress is null && !ReportDualityGap ? this with { L2Regularization = 0 } : null;
        }
    }

    /// <summary>The same, as a part of something larger, which says how many threads there are and when to end.</summary>
    public LinearTrainerSettings Within(int numberOfThreads, CancellationToken cancellationToken) =>
        this with { Descent = Descent with { NumberOfThreads = numberOfThreads, CancellationToken = cancellationToken } };

    /// <summary>Throws if the margin of a support vector machine is out of its range.</summary>
    public static void RequireMargin(float margin) => Guard.Require(
        margin > 0 && float.IsNormal(margin), margin, nameof(MulticlassSvmTrainer.Options.Margin), "positive, finite and no subnormal number");

    /// <summary>Throws if λ is out of its range.</summary>
    public static void RequirePenalty(float l2Regularization) => Guard.Require(
        float.IsFinite(l2Regularization) && l2Regularization >= 0,
        l2Regularization, nameof(LinearTrainerOptions.L2Regularization), "finite and at least 0");
}
