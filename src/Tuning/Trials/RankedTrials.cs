using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Trials;

/// <summary>The trials of a sweep, and what they were scored by: all that curves, verdicts and tables are made of.</summary>
/// <param name="scorer">The metric, and those reported beside it.</param>
/// <param name="parameters">What was searched over.</param>
/// <param name="foldSummary">How the rows were split.</param>
/// <param name="trials">The trials in their order (<see cref="TrialOrder"/>).</param>
/// <param name="rounds">What each round had.</param>
internal sealed class RankedTrials(
    Scorer scorer, IReadOnlyList<SweepParameter> parameters, FoldSummary foldSummary, IReadOnlyList<SweepTrial> trials, IReadOnlyList<SweepRound> rounds)
{
    public Scorer Scorer => scorer;

    public IReadOnlyList<SweepParameter> Parameters => parameters;

    public FoldSummary FoldSummary => foldSummary;

    public IReadOnlyList<SweepRound> Rounds => rounds;

    /// <summary>The best first, those that failed last.</summary>
    public IReadOnlyList<SweepTrial> All => trials;

    /// <summary>The edges of the grid that the best lies on.</summary>
    public IReadOnlyList<SweepEdge> Edges { get; init; } = [];

    /// <summary>The trial with the best mean validation score.</summary>
    /// <exception cref="InvalidOperationException">All trials failed; the inner exception is that of the first.</exception>
    public SweepTrial Best => All[0].Failure is { } failure
        ? throw new InvalidOperationException($"All {All.Count} trials failed, the first with: {failure.Message}", failure)
        : All[0];

    /// <inheritdoc cref="SweepResult.Simplest"/>
    public SweepTrial Simplest => OneStandardErrorRule.Simplest(Best, All, parameters, scorer);

    /// <summary>What a guess scores on the folds.</summary>
    public ScoreSummary Guess => Best.Summary(fold => fold.Guess.Value);

    /// <summary>
    /// How many validation rows the trial answers that answers most, of those trained on as many rows as the best.
    /// </summary>
    public int MostAnswered => All.Where(trial => trial.TrainingShare == All[0].TrainingShare).Max(trial => trial.ValidationRows.Answered);
}
