using MLExtensions;
using Plotting;

namespace Neighbors.Presentation;

/// <summary>The figures, in a folder of their own.</summary>
internal sealed class Pictures(string folder)
{
    private readonly FigureFolder _folder = new(folder);

    /// <summary>What has been saved.</summary>
    public IReadOnlyList<string> Files => _folder.Files;

    public void Save(string name, SweepResult sweep, SearchSpace space, SweepTrial chosen) =>
        _folder.Save(name, AccuracyChart.Of(sweep, space, chosen), width: 800, height: 500);

    public void Save(string name, ReadingSample sample)
    {
        var figure = new NeighborFigure([.. sample.Right, .. sample.Wrong]);
        _folder.Save(name, figure.Plot, figure.Width, figure.Height);
    }
}
