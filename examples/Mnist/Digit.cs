using Microsoft.ML.Data;

namespace Mnist;

/// <summary>A handwritten digit and what it is.</summary>
internal class Digit
{
    /// <summary>Pixels across, and as many down.</summary>
    public const int Width = 28;

    public int Number { get; set; }

    /// <summary>Ink from 0, white, to 1, black, row by row from the top left.</summary>
    [VectorType(Width * Width)]
    public float[] Pixels { get; set; } = [];
}
