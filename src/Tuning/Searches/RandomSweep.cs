using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Searches;

/// <summary>Combinations drawn at random.</summary>
internal sealed class RandomSweep(IReadOnlyList<SweepParameter> parameters, int? trials, TimeSpan? limit) : SweepSearch(parameters)
{
    internal override bool ComesBack => trials is null;

    internal override string Description => "random " + string.Join(" × ", Parameters.Select(Describe));

    internal override bool HasCandidates => trials is not null;

    internal override IReadOnlyList<TrialPlan> Candidates(int seed, CancellationToken cancellationToken) =>
        [.. Draw(seed, cancellationToken).Take(trials!.Value)];

    internal override IEnumerable<IReadOnlyList<TrialPlan>> Rounds(ISweepState state)
    {
        if (limit is null)
        {
            yield return Candidates(state.Seed, state.CancellationToken);
            yield break;
        }

        foreach (TrialPlan[] some in Draw(state.Seed, state.CancellationToken).Chunk(state.Threads))
        {
            yield return some;
            if (state.Elapsed >= limit)
                yield break;
        }
    }

    /// <summary>What decides what is drawn: of a range its ends and its scale, of choices all of them.</summary>
    private static string Describe(SweepParameter parameter)
    {
        IEnumerable<object> values = parameter.IsOrdered ? [parameter.GridValues[0], parameter.GridValues[^1]] : parameter.GridValues;
        string kind = !parameter.IsOrdered ? " of" : parameter.IsLogarithmic ? " logarithmic in" : " in";
        return $"{parameter.Name}{kind} [{Listed(values)}]";
    }

    private IEnumerable<TrialPlan> Draw(int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        for (int number = 1; ; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new TrialPlan(number, new ParameterValues([.. Parameters.Select(parameter => (parameter, parameter.Draw(random.NextDouble())))]));
        }
    }
}
