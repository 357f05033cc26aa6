using Microsoft.ML;
using Microsoft.ML.Data;
using Optdigits;

namespace Neighbors;

/// <summary>A digit that is known by its row in the file.</summary>
internal sealed class NumberedDigit
{
    /// <summary>From 1.</summary>
    public int Row { get; set; }

    public int Label { get; set; }

    [VectorType(Digit.Width * Digit.Width)]
    public float[] Pixels { get; set; } = [];

    public static NumberedDigit[] Read(MLContext ml, string file) =>
        [.. ml.Data.CreateEnumerable<Digit>(DigitFile.Load(ml, file), reuseRowObject: false)
            .Select((digit, index) => new NumberedDigit { Row = index + 1, Label = digit.Label, Pixels = digit.Pixels })];
}
