using System.Globalization;
using MLExtensions;
using Spectre.Console;

namespace Neighbors.Presentation;

/// <summary>How much each parameter matters: what is lost with its worst value, though all others be chosen for it.</summary>
internal static class InfluenceTable
{
    public static Table Of(SweepResult sweep)
    {
        Table table = new Table { Border = TableBorder.Simple }.AddColumn("What matters");
        foreach (string heading in new[] { "Best value", "Worst value", "Points between" })
            table.AddColumn(heading, column => column.RightAligned());

        foreach ((SweepParameter parameter, (object Value, double Score) best, (object Value, double Score) worst) in sweep.Parameters
            .Select(parameter => Ends(sweep, parameter))
            .OrderByDescending(ends => ends.Best.Score - ends.Worst.Score))
        {
            table.AddRow(parameter.Name, Describe(best), Describe(worst), Percent(best.Score - worst.Score));
        }

        return table;

        static string Describe((object Value, double Score) end) => $"{end.Value}: {Percent(end.Score)}";
    }

    private static (SweepParameter Parameter, (object Value, double Score) Best, (object Value, double Score) Worst) Ends(
        SweepResult sweep, SweepParameter parameter)
    {
        (object Value, double Score)[] values = [.. sweep.Trials
            .GroupBy(trial => trial.Values[parameter], (value, trials) => (value, trials.Max(trial => trial.Validation.Mean)))];
        return (parameter, values.MaxBy(value => value.Score), values.MinBy(value => value.Score));
    }

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture);
}
