using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tuning.Verdicts;

/// <summary>
/// Trials that are simpler, or less simple, than others. Those that successive halving gave up have been tried, too.
/// </summary>
internal static class TriedTrials
{
    /// <summary>Whether a trial is simpler than another by some parameter and not the other way by any.</summary>
    public static bool IsSimpler(IEnumerable<SweepParameter> parameters, SweepTrial trial, SweepTrial than)
    {
        int[] signs = [.. parameters.Where(parameter => parameter.Simpler != Simpler.Unordered)
            .Select(parameter => parameter.Simplicity(trial.Values[parameter]).CompareTo(parameter.Simplicity(than.Values[parameter])))];
        return signs.Any(sign => sign > 0) && signs.All(sign => sign >= 0);
    }

    /// <summary>The trials that are simpler than one.</summary>
    public static IEnumerable<SweepTrial> SimplerThan(RankedTrials trials, SweepTrial than) =>
        trials.All.Where(other => other.Failure is null && IsSimpler(trials.Parameters, other, than));

    /// <summary>The trials that are less simple than one.</summary>
    public static IEnumerable<SweepTrial> LessSimpleThan(RankedTrials trials, SweepTrial than) =>
        trials.All.Where(other => other.Failure is null && IsSimpler(trials.Parameters, than, other));

    /// <summary>
    /// The edges towards less simple models that the best trial lies on, each with the trial next to it inside and the simplest
    /// at the other end, all with the scores of a round that had them.
    /// </summary>
    public static IEnumerable<(SweepParameter Parameter, SweepTrial Best, SweepTrial Inside, SweepTrial Simplest)> LeastSimpleEdges(RankedTrials trials)
    {
        SweepTrial best = trials.Best;
        foreach (SweepParameter parameter in trials.Parameters.Where(parameter => parameter.IsOrdered && parameter.Simpler != Simpler.Unordered))
        {
            SweepTrial[] others = [.. trials.All.Where(other => DiffersInAlone(parameter, other, best))];
            if (others.Length == 0 || others.Any(other => IsSimpler([parameter], best, other)))
                continue;
            int inside = others.MinBy(other => parameter.Simplicity(other.Values[parameter]))!.Number;
            if (trials.Rounds.LastOrDefault(round => Of(round, best.Number) is not null && Of(round, inside) is not null) is not { } both)
                continue;
            yield return (
                parameter, Of(both, best.Number)!, Of(both, inside)!,
                both.Trials.Where(other => other.Failure is null && DiffersInAlone(parameter, other, best)).MaxBy(other => parameter.Simplicity(other.Values[parameter]))!);
        }

        bool DiffersInAlone(SweepParameter parameter, SweepTrial other, SweepTrial than) =>
            trials.Parameters.All(one => (one == parameter) != other.Values[one].Equals(than.Values[one]));

        static SweepTrial? Of(SweepRound round, int number) => round.Trials.FirstOrDefault(other => other.Number == number && other.Failure is null);
    }
}
