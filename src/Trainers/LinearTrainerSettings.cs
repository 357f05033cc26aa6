using MLExtensions.Data;
using MLExtensions.Optimization;

namespace MLExtensions.Trainers;

/// <summary>The options of a linear trainer, checked and no longer changing.</summary>
internal sealed record LinearTrainerSettings
{
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">A column name is null or empty.</exception>
    public LinearTrainerSettings(LinearTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Columns = new ExampleColumns(
            LabelKind.Key, options.LabelColumnName, options.FeatureColumnName, options.ExampleWeightColumnName);
        RequirePenalty(options.L2Regularization);
        Guard.Require(options.NumberOfIterations is null or >= 1, options.NumberOfIterations, nameof(options.NumberOfIterations), "at least 1");
        Guard.Require(options.ConvergenceTolerance is > 0 and < float.PositiveInfinity, options.ConvergenceTolerance, nameof(options.ConvergenceTolerance), "positive and finite");
        Guard.Require(options.LearningRate is null or (> 0 and < float.PositiveInfinity), options.LearningRate, nameof(options.LearningRate), "positive and finite");
        Guard.Require(options.BatchSize is null or >= 1, options.BatchSize, nameof(options.BatchSize), "at least 1");

        L2Regularization = options.L2Regularization;
        NumberOfIterations = options.NumberOfIterations;
        ConvergenceTolerance = options.ConvergenceTolerance;
        LearningRate = options.LearningRate;
        BatchSize = options.BatchSize;
        Shuffle = options.Shuffle;
        Seed = options.Seed;
        Progress = options.Progress;
        CancellationToken = options.CancellationToken;
    }

    public ExampleColumns Columns { get; }

    public float L2Regularization { get; }

    public int? NumberOfIterations { get; }

    public float ConvergenceTolerance { get; }

    public float? LearningRate { get; }

    public int? BatchSize { get; }

    public bool Shuffle { get; }

    public int? Seed { get; }

    public IProgress<TrainingProgress>? Progress { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>Throws if λ is out of its range.</summary>
    public static void RequirePenalty(float l2Regularization) => Guard.Require(
        float.IsFinite(l2Regularization) && l2Regularization >= 0,
        l2Regularization, nameof(LinearTrainerOptions.L2Regularization), "finite and at least 0");
}
