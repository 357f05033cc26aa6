using MLExtensions.Tuning.Trials;
using MLExtensions.Values;

namespace MLExtensions.Tuning.Searches;

/// <summary>The same values, trained on ever more rows.</summary>
internal sealed class ShareSweep(ParameterValues values, IReadOnlyList<double> shares) : SweepSearch([])
{
    internal override string Description => $"shares {string.Join(' ', shares.Select(share => ValueText.Of(share)))} of {values}";

    internal override IReadOnlyList<TrialPlan> Candidates(int seed, CancellationToken cancellationToken) => [.. shares.Select((share, i) => new TrialPlan(i + 1, values, share))];

    internal override IEnumerable<IReadOnlyList<TrialPlan>> Rounds(ISweepState state) => [Candidates(state.Seed, state.CancellationToken)];
}
