using System.Globalization;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Searches;

/// <summary>All combinations, and more of them where the best lies on an edge.</summary>
internal sealed class GridSweep(IReadOnlyList<SweepParameter> parameters) : SweepSearch(parameters)
{
    /// <summary>A sweep lists the trials of a grid before it runs them, and no more than these.</summary>
    private const int MostTrials = 10_000_000;

    /// <summary>A grid grows by a quarter at a time.</summary>
    private const int Quarter = 4;

    internal override bool HasEdges => true;

    internal override bool ComesBack => Parameters.Any(parameter =>
        parameter.Beyond(parameter.GridValues, above: true) is not null || parameter.Beyond(parameter.GridValues, above: false) is not null);

    internal override string Description =>
        "grid of " + string.Join(" × ", Parameters.Select(parameter => $"{parameter.Name} [{Listed(parameter.GridValues)}]"));

    /// <summary>Throws if a grid has more combinations than can be listed.</summary>
    public static void RequireListable(IReadOnlyList<SweepParameter> parameters)
    {
        // In double precision, as the product may be beyond any whole number.
        double combinations = parameters.Aggregate(1.0, (product, parameter) => product * parameter.GridValues.Count);
        if (combinations <= MostTrials)
            return;
        string number = combinations.ToString(combinations < 1e15 ? "N0" : "G3", CultureInfo.InvariantCulture);
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The grid of {parameters.Count} parameters has {number} combinations, and a sweep lists them before it begins, at most {MostTrials:N0}. Take fewer values or fewer parameters, or {nameof(SweepSearch)}.{nameof(Random)}, which tries as many as it is asked for."),
            nameof(parameters));
    }

    internal override IReadOnlyList<TrialPlan> Candidates(int seed, CancellationToken cancellationToken) =>
        Plans([.. Parameters.Select(parameter => parameter.GridValues)], first: 1, known: [], cancellationToken);

    internal override IEnumerable<IReadOnlyList<TrialPlan>> Rounds(ISweepState state)
    {
        IReadOnlyList<object>[] axes = [.. Parameters.Select(parameter => parameter.GridValues)];
        HashSet<string> known = [];
        int next = 1;
        do
        {
            List<TrialPlan> plans = Plans(axes, next, known, state.CancellationToken);
            next += plans.Count;
            yield return plans;
        }
        while (Widen(axes, state.Ranked.FirstOrDefault(trial => trial.Failure is null)));
    }

    /// <summary>Adds values beyond the edges that the best lies on.</summary>
    /// <returns>Whether there were any.</returns>
    private bool Widen(IReadOnlyList<object>[] axes, SweepTrial? best)
    {
        if (best is null)
            return false;

        bool widened = false;
        for (int i = 0; i < axes.Length; i++)
        {
            SweepParameter parameter = Parameters[i];
            object value = best.Values[parameter];
            List<object> axis = [.. axes[i]];
            if (value.Equals(axis[^1]))
                Extend(above: true);
            if (value.Equals(axes[i][0]))
                Extend(above: false);
            widened |= axis.Count > axes[i].Count;
            axes[i] = axis;

            void Extend(bool above)
            {
                for (int more = Math.Max(1, parameter.GridValues.Count / Quarter); more > 0 && parameter.Beyond(axis, above) is { } beyond; more--)
                    axis.Insert(above ? axis.Count : 0, beyond);
            }
        }

        return widened;
    }

    private List<TrialPlan> Plans(IReadOnlyList<object>[] axes, int first, HashSet<string> known, CancellationToken cancellationToken)
    {
        IEnumerable<IEnumerable<object>> combinations = [[]];
        foreach (IReadOnlyList<object> axis in axes)
            combinations = combinations.SelectMany(_ => axis, (before, value) => before.Append(value));

        List<TrialPlan> plans = [];
        foreach (IEnumerable<object> combination in combinations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var values = new ParameterValues(Parameters.Zip(combination));
            if (known.Add(values.Key(Parameters)))
                plans.Add(new TrialPlan(first + plans.Count, values));
        }

        return plans;
    }
}
