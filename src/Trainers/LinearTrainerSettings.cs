using MLExtensions.Data;

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
        Require(options.NumberOfIterations is null or >= 1, nameof(options.NumberOfIterations), options.NumberOfIterations, "at least 1");
        Require(options.ConvergenceTolerance is > 0 and < float.PositiveInfinity, nameof(options.ConvergenceTolerance), options.ConvergenceTolerance, "positive and finite");
        Require(options.LearningRate is null or (> 0 and < float.PositiveInfinity), nameof(options.LearningRate), options.LearningRate, "positive and finite");
        Require(options.BatchSize is null or >= 1, nameof(options.BatchSize), options.BatchSize, "at least 1");

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
    public static void RequirePenalty(float l2Regularization) => Require(
        float.IsFinite(l2Regularization) && l2Regularization >= 0,
        nameof(LinearTrainerOptions.L2Regularization), l2Regularization, "finite and at least 0");

    /// <summary>Throws if an option is out of its range, and says what the range is.</summary>
    public static void Require(bool condition, string option, object? value, string range)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be {range}.");
    }
}
