using Gallery;

namespace Mnist.Presentation;

/// <summary>Draws a digit.</summary>
internal static class MnistPicture
{
    /// <summary>A character is about twice as high as wide, so it stands for two pixels, one above the other.</summary>
    private const int PixelsPerCharacter = 2;

    public static Picture Of(Reading reading) => Picture.OfReading(
        [.. reading.Pixels.Chunk(PixelsPerCharacter * Digit.Width).Select(Line)], reading.PredictedNumber, reading.Number);

    private static string Line(float[] pixels) => string.Concat(
        Enumerable.Range(0, Digit.Width).Select(x => Shades.Of((pixels[x] + pixels[x + Digit.Width]) / PixelsPerCharacter)));
}
