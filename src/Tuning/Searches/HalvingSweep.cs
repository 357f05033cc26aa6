namespace MLExtensions.Tuning;

/// <summary>Candidates that become fewer while the rows that they are trained on become more.</summary>
internal sealed class HalvingSweep : SweepSearch
{
    private readonly SweepSearch _candidates;
    private readonly int _factor;

    public HalvingSweep(SweepSearch candidates, int factor)
        : base(candidates.Parameters)
    {
        _candidates = candidates;
        _factor = factor;

        // Who cannot name candidates says so now and not in the middle of a sweep.
        candidates.Candidates(seed: 0);
    }

    internal override bool HasEdges => _candidates.HasEdges;

    internal override string Description => $"halving by {_factor} of {_candidates.Description}";

    internal override IReadOnlyList<TrialPlan> Candidates(int seed) => _candidates.Candidates(seed);

    internal override IEnumerable<IReadOnlyList<TrialPlan>> Rounds(ISweepState state)
    {
        IReadOnlyList<TrialPlan> plans = Candidates(state.Seed);
        int rounds = NumberOfRounds(plans.Count, state.TrainingRows, state.LeastTrainingRows);
        for (int round = 1; round <= rounds; round++)
        {
            double share = Math.Pow(_factor, round - rounds);
            yield return [.. plans.Select(plan => plan with { Share = share })];

            SweepTrial[] ranked = [.. state.Ranked.Where(trial => trial.TrainingShare == share && trial.Failure is null)];
            HashSet<int> better = [.. Better(ranked, Math.Max(1, plans.Count / _factor)).Select(trial => trial.Number)];
            plans = [.. plans.Where(plan => better.Contains(plan.Number))];
            if (plans.Count == 0)
                yield break;
        }
    }

    /// <summary>As many as it takes until fewer candidates than the factor are left, but no more than the rows suffice for.</summary>
    private int NumberOfRounds(int candidates, int rows, int leastRows)
    {
        int rounds = 1;
        double first = rows;
        for (int left = candidates; left >= _factor && first / _factor >= leastRows; left /= _factor)
        {
            first /= _factor;
            rounds++;
        }

        return rounds;
    }

    /// <summary>The first so many, and those that did exactly as well as the last of them.</summary>
    private static IEnumerable<SweepTrial> Better(SweepTrial[] ranked, int count) =>
        ranked.Where((trial, place) => place < count || trial.Validation.Mean == ranked[count - 1].Validation.Mean);
}
