using System.Globalization;
using Gallery;
using Optdigits;
using Spectre.Console;

namespace Neighbors.Presentation;

/// <summary>A digit, and beside it the known ones nearest to it.</summary>
internal static class NeighborStrip
{
    /// <summary>At most so many of them.</summary>
    public const int Most = 5;

    /// <summary>What it is, what it was read as, and by which votes.</summary>
    public static Text Heading(Reading reading) => new($"{Marks.Of(reading.IsCorrect)} {Headline(reading)}", new Style(ColorOf(reading.IsCorrect), decoration: Decoration.Bold));

    /// <summary>As many neighbors as stand in a line.</summary>
    public static Grid Of(Reading reading, int width) => PictureGallery.Of(
        [
            new Picture(DigitDrawing.Of(reading.Digit.Pixels), "to be read", Color.Default),
            .. reading.Neighbors.Take(Most).Select(neighbor => PictureOf(neighbor, neighbor.Digit.Label == reading.Digit.Label)),
        ], width);

    public static string Headline(Reading reading) => string.Create(CultureInfo.InvariantCulture,
        $"test digit {reading.Digit.Row:N0} is {reading.Digit.Label}, read as {reading.Prediction}. Votes: {Votes(reading)}");

    /// <summary>What a neighbor is, how far away, and in which row of the file.</summary>
    public static string Caption(Neighbor neighbor)
    {
        string distance = neighbor.Distance.ToString(neighbor.Distance < 1 ? "F4" : "F2", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{neighbor.Digit.Label}, {distance} away\nrow {neighbor.Digit.Row:N0}");
    }

    private static Picture PictureOf(Neighbor neighbor, bool isAlike) =>
        new(DigitDrawing.Of(neighbor.Digit.Pixels), $"{Marks.Of(isAlike)} {Caption(neighbor)}", ColorOf(isAlike));

    private static string Votes(Reading reading) => string.Join(", ", reading.Votes.Index()
        .Where(votes => votes.Item > 0).OrderByDescending(votes => votes.Item)
        .Select(votes => string.Create(CultureInfo.InvariantCulture, $"{100 * votes.Item:F0} % for {votes.Index}")));

    private static Color ColorOf(bool isRight) => isRight ? Color.Green : Color.Red;
}
