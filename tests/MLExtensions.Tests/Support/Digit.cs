using Microsoft.ML.Data;

namespace MLExtensions.Tests.Support;

/// <summary>A handwritten digit, with the labels that the kinds of key values call for.</summary>
internal sealed class Digit
{
    public const int Pixels = 64;

    public int Number { get; set; }

    public string Name { get; set; } = "";

    public bool IsEven { get; set; }

    [VectorType(Pixels)]
    public float[] Features { get; set; } = [];
}
