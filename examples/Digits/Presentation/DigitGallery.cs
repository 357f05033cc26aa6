using Spectre.Console;

namespace Digits.Presentation;

/// <summary>Digits side by side as pictures in block characters, what they were read as and what they are beneath.</summary>
internal static class DigitGallery
{
    private const string Shades = " ░▒▓█";

    /// <summary>A character is about twice as high as wide, so a pixel takes two.</summary>
    private const int CharactersPerPixel = 2;

    private const int PictureWidth = CharactersPerPixel * Digit.Width;

    private const int Gap = 4;

    /// <summary>As many of the readings as stand in one line.</summary>
    public static Grid Of(IEnumerable<Reading> readings, int width)
    {
        Reading[] shown = [.. readings.Take(Math.Max(1, (width + Gap) / (PictureWidth + Gap)))];
        var grid = new Grid();
        foreach (Reading _ in shown)
            grid.AddColumn(new GridColumn { Width = PictureWidth, NoWrap = true, Padding = new Padding(0, 0, Gap, 0) });
        grid.AddRow([.. shown.Select(reading => Picture(reading.Digit))]);
        grid.AddRow([.. shown.Select(Caption)]);
        return grid;
    }

    private static Text Picture(Digit digit) =>
        new(string.Join('\n', digit.Pixels.Chunk(Digit.Width).Select(row => string.Concat(row.Select(Ink)))));

    private static string Ink(float pixel)
    {
        int shade = (int)MathF.Ceiling(pixel * (Shades.Length - 1) / Digit.Black);
        return new string(Shades[shade], CharactersPerPixel);
    }

    private static Text Caption(Reading reading) => new(
        $"read as {reading.Prediction}, is {reading.Digit.Label}", reading.IsCorrect ? Color.Green : Color.Red);
}
