using MLExtensions;
using MLExtensions.Plots;
using Plotting;
using ScottPlot;
using ScottPlot.Plottables;

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

    /// <summary>The errors of a curve, and the noise, which are drawn by their logarithms for being of very different size.</summary>
    public void SaveErrors(string name, string title, ValidationCurve curve)
    {
        Plot plot = curve.ToPlot();
        plot.Title(title);
        plot.YLabel("Root mean squared error");
        HorizontalLine noise = plot.Add.HorizontalLine(Math.Log10(Parabola.Noise), 1.5f, FigureStyle.Soft, LinePattern.Dashed);
        noise.LegendText = "Noise";
        _folder.Save(name, plot, 2 * PanelSize, (int)(1.2 * PanelSize));
    }

    private void SavePanels(string name, IReadOnlyList<Plot> plots) =>
        _folder.SavePanels(name, plots, columns: plots.Count, PanelSize, PanelSize);
}
