using ScottPlot;
using ScottPlot.MultiplotLayouts;

namespace Plotting;

/// <summary>A folder of figures.</summary>
internal sealed class FigureFolder
{
    private readonly string _folder;
    private readonly List<string> _files = [];

    public FigureFolder(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>What has been saved.</summary>
    public IReadOnlyList<string> Files => _files;

    public void Save(string name, Plot plot, int width, int height) => plot.SavePng(NewFile(name), width, height);

    /// <summary>Saves what knows itself how.</summary>
    public void Save(string name, Action<string> save) => save(NewFile(name));

    /// <summary>Saves some plots as one figure, row by row.</summary>
    public void SavePanels(string name, IReadOnlyList<Plot> plots, int columns, int panelWidth, int panelHeight)
    {
        int rows = (plots.Count + columns - 1) / columns;
        var figure = new Multiplot();
        figure.RemovePlot(figure.GetPlot(0));
        foreach (Plot plot in plots)
            figure.AddPlot(plot);
        figure.Layout = new Grid(rows, columns);
        figure.SavePng(NewFile(name), columns * panelWidth, rows * panelHeight);
    }

    private string NewFile(string name)
    {
        string file = Path.Combine(_folder, name);
        _files.Add(file);
        return file;
    }
}
