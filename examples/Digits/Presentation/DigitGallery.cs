using Gallery;
using Spectre.Console;

namespace Digits.Presentation;

/// <summary>Digits side by side as pictures, what they were read as and what they are beneath.</summary>
internal static class DigitGallery
{
    /// <summary>A character is about twice as high as wide, so a pixel takes two.</summary>
    private const int CharactersPerPixel = 2;

    /// <summary>As many of the readings as stand in one line.</summary>
    public static Grid Of(IEnumerable<Reading> readings, int width) => PictureGallery.Of(
        readings.Select(reading => new Picture(Lines(reading.Digit), reading.Prediction, reading.Digit.Label)), width);

    private static string[] Lines(Digit digit) =>
        [.. digit.Pixels.Chunk(Digit.Width).Select(row => string.Concat(row.Select(Ink)))];

    private static string Ink(float pixel) => new(Shades.Of(pixel / Digit.Black), CharactersPerPixel);
}
