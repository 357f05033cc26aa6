using System.Globalization;
using MLExtensions;
using Spectre.Console;

namespace Digits.Presentation;

/// <summary>The trials of a sweep, the best first.</summary>
internal static class SweepTable
{
    public static Table Of(SweepResult result, SweepParameter<int> degree, SweepParameter<float> lambda)
    {
        Table table = new Table { Border = TableBorder.Simple };
        foreach (string heading in new[] { "Degree", "λ", "Validation accuracy", "Training accuracy" })
            table.AddColumn(heading, column => column.RightAligned());
        table.AddColumn("");

        foreach (SweepTrial trial in result.Trials)
        {
            bool isBest = trial.Number == result.Best.Number, isSimplest = trial.Number == result.Simplest.Number;
            string mark = isSimplest ? "chosen" : isBest ? "best" : "";
            Style style = isSimplest ? new Style(Color.Green, decoration: Decoration.Bold) : Style.Plain;
            table.AddRow(new[]
            {
                trial.Values.Get(degree).ToString(CultureInfo.InvariantCulture),
                Lambda(trial.Values.Get(lambda)),
                $"{trial.Validation}",
                $"{trial.Training}",
                mark,
            }.Select(cell => new Text(cell, style)));
        }

        return table;
    }

    public static string Lambda(float value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
