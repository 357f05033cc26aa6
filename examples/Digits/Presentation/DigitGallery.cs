using Gallery;
using Optdigits;
using Spectre.Console;

namespace Digits.Presentation;

/// <summary>Digits side by side as pictures, what they were read as and what they are beneath.</summary>
internal static class DigitGallery
{
    /// <summary>As many of the readings as stand in one line.</summary>
    public static Grid Of(IEnumerable<Reading> readings, int width) => PictureGallery.Of(
        readings.Select(reading => Picture.OfReading(DigitDrawing.Of(reading.Digit.Pixels), reading.Prediction, reading.Digit.Label)), width);
}
