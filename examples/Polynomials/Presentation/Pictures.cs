using MLExtensions.Plots;
using Plotting;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Polynomials.Presentation;

/// <summary>The figures, in a folder of their own.</summary>
internal sealed class Pictures
{
    private const int PanelSize = 480;

    private readonly FigureFolder _folder;
    private readonly IReadOnlyList<Observation> _sample;

    public Pictures(string folder, IReadOnlyList<Observation> sample) =>
        (_folder, _sample) = (new FigureFolder(folder), sample);

    /// <summary>What has been saved.</summary>
    public IReadOnlyList<string> Files => _folder.Files;

    /// <summary>Curves fitted to the sample, a panel each.</summary>
    public void SaveFits(string name, IReadOnlyList<Curve> curves) =>
        SavePanels(name, [.. curves.Select(curve =>
        {
            var chart = new CurveChart($"Degree {curve.Degree}", _sample);
            chart.Add(curve, Look.Curve, "Fit");
            return chart.Plot;
        })]);

    /// <summary>Curves before and after a point was added, a panel each.</summary>
    public void SaveRefits(string name, IReadOnlyList<Refit> refits, Observation added) =>
        SavePanels(name, [.. refits.Select(refit =>
        {
            var chart = new CurveChart(Screen.Name(refit.Before), _sample);
            chart.Add(refit.Before, Look.Before, "Before");
            chart.Add(refit.After, Look.Curve, "After");
            chart.AddPoint(added);
            return chart.Plot;
        })]);

    public void SaveErrors(string name, IReadOnlyList<Curve> curves)
    {
        var chart = new ErrorChart("Without a penalty, λ = 0", "Degree", [.. curves.Select(curve => (double)curve.Degree)]);
        Save(name, chart, curves, new NumericFixedInterval(1));
    }

    public void SaveErrors(string name, IReadOnlyList<PenaltyTrial> trials)
    {
        Curve[] curves = [.. trials.Select(trial => trial.Curve)];
        var chart = new ErrorChart(
            $"Degree {curves[0].Degree} with a penalty", "λ", [.. curves.Select(curve => Math.Log10(curve.L2Regularization))]);
        chart.Add("Leave-one-out", FigureStyle.Ink, trials.Select(trial => trial.LeaveOneOut));
        Save(name, chart, curves, new NumericFixedInterval(1) { LabelFormatter = FigureStyle.PowerOfTen });
    }

    private void Save(string name, ErrorChart chart, IReadOnlyList<Curve> curves, ITickGenerator ticks)
    {
        chart.Add("Validation", Look.Curve, curves.Select(curve => curve.Errors.Validation));
        chart.Add("Training", Look.Before, curves.Select(curve => curve.Errors.Training));
        chart.Plot.Axes.Bottom.TickGenerator = ticks;
        _folder.Save(name, chart.Plot, 2 * PanelSize, (int)(1.2 * PanelSize));
    }

    private void SavePanels(string name, IReadOnlyList<Plot> plots) =>
        _folder.SavePanels(name, plots, columns: plots.Count, PanelSize, PanelSize);
}
