using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Searches;

/// <summary>Candidates that become fewer while the rows that they are trained on become more.</summary>
internal sealed class HalvingSweep(SweepSearch candidates, int factor) : SweepSearch(candidates.Parameters)
{
    internal override bool HasEdges => candidates.HasEdges;

    internal override string Description => $"halving by {factor} of {candidates.Description}";

    internal override IReadOnlyList<TrialPlan> Candidates(int seed, CancellationToken cancellationToken) => candidates.Candidates(seed, cancellationToken);

    internal override IEnumerable<IReadOnlyList<TrialPlan>> Rounds(ISweepState state)
    {
        IReadOnlyList<TrialPlan> plans = Candidates(state.Seed, state.CancellationToken);
        int rounds = NumberOfRounds(plans.Count, state.TrainingRows, state.LeastTrainingRows);
        for (int round = 1; round <= rounds; round++)
        {
            double share = Math.Pow(factor, round - rounds);
            yield return [.. plans.Select(plan => plan with { Share = share })];

            SweepTrial[] ranked = [.. state.Ranked.Where(trial => trial.TrainingShare == share && trial.Failure is null)];
            HashSet<int> better = [.. Better(ranked, Math.Max(1, plans.Count / factor)).Select(trial => trial.Number)];
            plans = [.. plans.Where(plan => better.Contains(plan.Number))];
            if (plans.Count == 0)
                yield break;
        }
    }

    /// <summary>
    /// As many as it takes until fewer candidates than the factor are left, but no more than the rows suffice for.
    /// </summary>
    private int NumberOfRounds(int count, int rows, int leastRows)
    {
        int rounds = 1;
        double first = rows;
        for (int left = count; left >= factor && first / factor >= leastRows; left /= factor)
        {
            first /= factor;
            rounds++;
        }

        return rounds;
    }

    /// <summary>The first so many, and those that did exactly as well as the last of them.</summary>
    private static IEnumerable<SweepTrial> Better(SweepTrial[] ranked, int count) =>
        ranked.Where((trial, place) => place < count || trial.Validation.Mean == ranked[count - 1].Validation.Mean);
}
