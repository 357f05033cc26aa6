using System.Globalization;
using Spectre.Console;

namespace Digits.Presentation;

/// <summary>The trials side by side.</summary>
internal static class TrialTable
{
    public static Table Of(IReadOnlyList<Trial> trials)
    {
        double best = trials.Max(trial => trial.Metrics.MicroAccuracy);
        Table table = new Table { Border = TableBorder.Simple }.AddColumn("On the test digits", column => column.NoWrap());
        foreach (string heading in new[] { "Accuracy", "Macro\naccuracy", "Log-loss", "Seconds" })
            table.AddColumn(heading, column => column.RightAligned());

        foreach (Trial trial in trials)
        {
            Style style = trial.Metrics.MicroAccuracy == best ? new Style(Color.Green, decoration: Decoration.Bold) : Style.Plain;
            table.AddRow(Cells(trial).Select(cell => new Text(cell, style)));
        }

        return table;
    }

    private static IEnumerable<string> Cells(Trial trial) =>
    [
        trial.Name,
        Percent(trial.Metrics.MicroAccuracy),
        Percent(trial.Metrics.MacroAccuracy),
        trial.GivesProbabilities ? trial.Metrics.LogLoss.ToString("F3", CultureInfo.InvariantCulture) : "–",
        trial.TrainingTime.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture),
    ];

    private static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";
}
