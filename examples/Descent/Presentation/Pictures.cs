using Plotting;
using ScottPlot;

namespace Descent.Presentation;

/// <summary>The figures, in a folder of their own.</summary>
internal sealed class Pictures
{
    private const int PanelSize = 480;

    private static readonly AxisLimits _aroundMinimum =
        new(Booth.Minimum.X - 8, Booth.Minimum.X + 8, Booth.Minimum.Y - 8, Booth.Minimum.Y + 8);

    private static readonly AxisLimits _everything =
        new(Booth.Axis.Lower, Booth.Axis.Upper, Booth.Axis.Lower, Booth.Axis.Upper);

    private readonly FigureFolder _folder;

    public Pictures(string folder) => _folder = new FigureFolder(folder);

    /// <summary>What has been saved.</summary>
    public IReadOnlyList<string> Files => _folder.Files;

    /// <summary>The paths of some descents, two panels in a row.</summary>
    public void Save(string name, IReadOnlyList<Walk> walks) =>
        SavePanels(name, [.. walks.Select(walk =>
        {
            var landscape = new Landscape($"{walk.Name}: {walk.Ending}", _aroundMinimum);
            landscape.AddPath(walk.Path);
            return landscape.Plot;
        })]);

    /// <summary>The points of some searches, two panels in a row.</summary>
    public void Save(string name, IReadOnlyList<Search> searches) =>
        SavePanels(name, [.. searches.Select(search =>
        {
            var landscape = new Landscape(search.Name, _everything);
            landscape.AddPoints(search.Result);
            return landscape.Plot;
        })]);

    /// <summary>The value along each path, on a logarithmic axis.</summary>
    public void SaveValues(string name, IReadOnlyList<Walk> walks) =>
        _folder.Save(name, ValueCurves.Of(walks), 2 * PanelSize, (int)(1.2 * PanelSize));

    private void SavePanels(string name, IReadOnlyList<Plot> plots) =>
        _folder.SavePanels(name, plots, columns: 2, PanelSize, PanelSize);
}
