using ScottPlot;
using ScottPlot.Plottables;

namespace MLExtensions.Plots;

/// <summary>The scores of a grid of two parameters as colors.</summary>
internal sealed class HeatMap
{
    /// <summary>So many cells beside or above each other have room for their scores.</summary>
    private const int MostWithText = 13;

    /// <summary>From the middle of a cell to its side; a thin gap is left between two.</summary>
    private const double Half = 0.485;

    private readonly SweepParameter _x;
    private readonly SweepParameter _y;
    private readonly object[] _columns;
    private readonly object[] _rows;

    private HeatMap(SweepResult result, SweepParameter x, SweepParameter y)
    {
        (_x, _y) = (x, y);
        (_columns, _rows) = (AxisValues.Tried(x, result.Trials), AxisValues.Tried(y, result.Trials));
    }

    private Plot Plot { get; } = new();

    public static Plot Of(SweepResult result, SweepParameter x, SweepParameter y)
    {
        SweepParameter[] others = [.. result.Parameters.Where(parameter => parameter != x && parameter != y)];
        SweepTrial best = result.Best, simplest = result.Simplest;
        SweepTrial[] trials = [.. TrialColors.Comparable(result).Where(trial => IsShown(trial))];

        var map = new HeatMap(result, x, y);
        map.Label(others.Length == 0 ? "Validation scores" : $"Validation scores, {ValueLabel.Of(best.Values, others)}");
        map.AddCells(trials, new TrialColors(result, trials));
        map.Mark("Best", FigureStyle.Red, best);
        if (simplest.Number != best.Number && IsShown(simplest))
            map.Mark("Simplest within one standard error", FigureStyle.Ink, simplest);
        return map.Plot;

        bool IsShown(SweepTrial trial) => Array.TrueForAll(others, other => trial.Values[other].Equals(best.Values[other]));
    }

    private void Label(string title)
    {
        FigureStyle.Label(Plot, title, _x.Name, _y.Name);
        FigureStyle.ShowLegendBelow(Plot);
        Plot.HideGrid();
        Plot.Axes.Bottom.TickGenerator = ValueLabel.Ticks(_x, _columns);
        Plot.Axes.Left.TickGenerator = ValueLabel.Ticks(_y, _rows);
        Plot.Axes.SetLimits(-0.5, _columns.Length - 0.5, -0.5, _rows.Length - 0.5);
    }

    private void AddCells(IReadOnlyList<SweepTrial> trials, TrialColors colors)
    {
        foreach (SweepTrial trial in trials)
        {
            Rectangle cell = AddCell(trial);
            cell.FillColor = colors.Of(trial);
            cell.LineWidth = 0;
            if (_columns.Length > MostWithText || _rows.Length > MostWithText)
                continue;

            Text text = Plot.Add.Text(ValueLabel.Short(trial.Validation.Mean), Place(trial));
            text.LabelAlignment = Alignment.MiddleCenter;
            text.LabelFontSize = 11;
            text.LabelFontColor = colors.On(trial);
        }

        colors.Explain(Plot);
    }

    private void Mark(string name, Color color, SweepTrial trial)
    {
        Rectangle frame = AddCell(trial);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = color;
        frame.LineWidth = 3;
        frame.LegendText = $"{name}, {trial.Validation}";
    }

    private Rectangle AddCell(SweepTrial trial)
    {
        Coordinates place = Place(trial);
        return Plot.Add.Rectangle(place.X - Half, place.X + Half, place.Y - Half, place.Y + Half);
    }

    private Coordinates Place(SweepTrial trial) =>
        new(Array.IndexOf(_columns, trial.Values[_x]), Array.IndexOf(_rows, trial.Values[_y]));
}
