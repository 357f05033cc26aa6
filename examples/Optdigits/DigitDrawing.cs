using Gallery;

namespace Optdigits;

/// <summary>Draws a digit in characters.</summary>
internal static class DigitDrawing
{
    /// <summary>A character is about twice as high as wide, so a pixel takes two.</summary>
    private const int CharactersPerPixel = 2;

    public static string[] Of(float[] pixels) =>
        [.. pixels.Chunk(Digit.Width).Select(row => string.Concat(row.Select(Ink)))];

    private static string Ink(float pixel) => new(Shades.Of(pixel / Digit.Black), CharactersPerPixel);
}
