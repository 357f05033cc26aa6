using System.Globalization;
using MLExtensions;
using Spectre.Console;

namespace Neighbors.Presentation;

/// <summary>The accuracy of every trial: distances and weights from top to bottom, k from left to right.</summary>
internal static class ScoreTable
{
    public static Table Of(SweepResult sweep, SearchSpace space)
    {
        Table table = new Table { Border = TableBorder.Simple }
            .AddColumn("Distance", column => column.NoWrap()).AddColumn("Weights", column => column.NoWrap());
        foreach (int neighbors in space.Neighbors.Grid)
            table.AddColumn($"k = {neighbors}", column => column.RightAligned().NoWrap().Padding(0, 1));

        foreach (NeighborDistance distance in space.Distance.Grid)
        {
            foreach (NeighborWeights weights in space.Weights.Grid)
            {
                string name = weights == space.Weights.Grid[0] ? $"{distance}" : "";
                table.AddRow([new Text(name), new Text($"{weights}"), .. space.Neighbors.Grid.Select(neighbors => Cell(sweep, sweep.Trials.Single(
                    trial => trial.Values.Get(space.Neighbors) == neighbors
                        && trial.Values.Get(space.Distance) == distance
                        && trial.Values.Get(space.Weights) == weights)))]);
            }
        }

        return table;
    }

    private static Text Cell(SweepResult sweep, SweepTrial trial)
    {
        SweepTrial best = sweep.Best;
        (char mark, Style style) = trial switch
        {
            _ when trial.Number == sweep.Simplest.Number => (Marks.Chosen, new Style(Color.Green, decoration: Decoration.Bold)),
            _ when trial.Number == best.Number => (Marks.Best, new Style(decoration: Decoration.Bold)),
            _ when trial.Validation.Mean >= best.Validation.Mean - best.Validation.StandardError => (Marks.Close, Style.Plain),
            _ => (' ', new Style(Color.Grey)),
        };
        return new Text((100 * trial.Validation.Mean).ToString("F2", CultureInfo.InvariantCulture) + mark, style);
    }
}
