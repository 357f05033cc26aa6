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

    internal override string Description => $"halving by {_factor} of {_candidates.Description}";

    internal override IReadOnlyList<TrialPlan> Candidates(int seed) => _candidates.Candidates(seed);

    internal override IEnumerable<IReadOnlyList<TrialPlan>> Rounds(ISweepState state)
    {
        IReadOnlyList<TrialPlan> plans = Candidates(state.Seed);
        int rounds = 1;
        for (int left = plans.Count; left >= _factor; left /= _factor)
            rounds++;

        for (int round = 1; round <= rounds; round++)
        {
            double share = Math.Pow(_factor, round - rounds);
            yield return [.. plans.Select(plan => plan with { Share = share })];

            HashSet<int> better = [.. state.Ranked
                .Where(trial => trial.TrainingShare == share && trial.Failure is null)
                .Take(Math.Max(1, plans.Count / _factor))
                .Select(trial => trial.Number)];
            plans = [.. plans.Where(plan => better.Contains(plan.Number))];
            if (plans.Count == 0)
                yield break;
        }
    }
}
