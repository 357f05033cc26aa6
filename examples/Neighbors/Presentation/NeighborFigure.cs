using MLExtensions.Plots;
using Optdigits;
using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Plottables;
using Range = ScottPlot.Range;

namespace Neighbors.Presentation;

/// <summary>Digits beside the known ones nearest to them, a row each.</summary>
internal sealed class NeighborFigure
{
    /// <summary>From one picture to the next, in units of its side.</summary>
    private const double Across = 1.2;

    /// <summary>The digit to be read stands apart.</summary>
    private const double Apart = 0.35;

    private const double Down = 1.8;

    /// <summary>Between a picture and its caption.</summary>
    private const double Gap = 0.06;

    /// <summary>Above and beside the first picture, for a headline.</summary>
    private const double Top = 1.4;

    private const double Margin = 0.1;

    private const int PixelsPerUnit = 110;

    public NeighborFigure(IReadOnlyList<Reading> readings)
    {
        for (int row = 0; row < readings.Count; row++)
            AddRow(readings[row], -row * Down);

        double width = Apart + (NeighborStrip.Most + 1) * Across, height = readings.Count * Down;
        Plot.Layout.Frameless();
        Plot.HideGrid();
        Plot.Axes.SetLimits(-Margin, width, Top - height, Top);
        (Width, Height) = ((int)((width + Margin) * PixelsPerUnit), (int)(height * PixelsPerUnit));
    }

    public Plot Plot { get; } = new();

    public int Width { get; }

    public int Height { get; }

    private void AddRow(Reading reading, double bottom)
    {
        AddText($"{(reading.IsCorrect ? "Right" : "Wrong")}: {NeighborStrip.Headline(reading)}", 0, bottom + 1.1, ColorOf(reading.IsCorrect), Alignment.LowerLeft, size: 17);
        AddDigit(reading.Digit, 0, bottom, isAlike: true, FigureStyle.Ink);
        AddText("to be read", 0.5, bottom - Gap, FigureStyle.Ink, Alignment.UpperCenter, size: 14);
        foreach ((int place, Neighbor neighbor) in reading.Neighbors.Take(NeighborStrip.Most).Index())
        {
            double left = Apart + (place + 1) * Across;
            bool isAlike = neighbor.Digit.Label == reading.Digit.Label;
            AddDigit(neighbor.Digit, left, bottom, isAlike, ColorOf(isAlike));
            AddText(NeighborStrip.Caption(neighbor), left + 0.5, bottom - Gap, ColorOf(isAlike), Alignment.UpperCenter, size: 14);
        }
    }

    /// <summary>The frame of what is another digit than the one to be read is dashed, as well as red.</summary>
    private void AddDigit(NumberedDigit digit, double left, double bottom, bool isAlike, Color frame)
    {
        var ink = new double[Digit.Width, Digit.Width];
        foreach ((int pixel, float value) in digit.Pixels.Index())
            ink[pixel / Digit.Width, pixel % Digit.Width] = Digit.Black - value;
        Heatmap picture = Plot.Add.Heatmap(ink);
        picture.Rectangle = new CoordinateRect(left, left + 1, bottom, bottom + 1);
        picture.Colormap = new Grayscale();
        picture.ManualRange = new Range(0, Digit.Black);
        Rectangle border = Plot.Add.Rectangle(left, left + 1, bottom, bottom + 1);
        border.FillColor = Colors.Transparent;
        border.LineColor = frame;
        border.LineWidth = 3;
        border.LinePattern = isAlike ? LinePattern.Solid : LinePattern.Dashed;
    }

    private void AddText(string content, double x, double y, Color color, Alignment alignment, int size)
    {
        Text text = Plot.Add.Text(content, x, y);
        text.LabelAlignment = alignment;
        text.LabelFontColor = color;
        text.LabelFontSize = size;
    }

    private static Color ColorOf(bool isRight) => isRight ? FigureStyle.Green : FigureStyle.Red;
}
