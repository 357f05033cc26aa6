using Microsoft.ML.Data;

namespace Optdigits;

/// <summary>A row of the data: a handwritten digit and what it is.</summary>
internal sealed class Digit
{
    /// <summary>Pixels across, and as many down.</summary>
    public const int Width = 8;

    /// <summary>The ink of a wholly black pixel; 0 is white.</summary>
    public const int Black = 16;

    [LoadColumn(0)]
    public int Label { get; set; }

    /// <summary>Row by row from the top left.</summary>
    [LoadColumn(1, Width * Width)]
    [VectorType(Width * Width)]
    public float[] Pixels { get; set; } = [];
}
