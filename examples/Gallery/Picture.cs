using Spectre.Console;

namespace Gallery;

/// <summary>A digit drawn in characters, and what there is to say about it.</summary>
/// <param name="Lines">From top to bottom, all of one length.</param>
/// <param name="Caption">What stands beneath.</param>
/// <param name="Color">The color of that.</param>
internal sealed record Picture(IReadOnlyList<string> Lines, string Caption, Color Color)
{
    /// <summary>A digit that a model has read.</summary>
    /// <param name="lines">From top to bottom, all of one length.</param>
    /// <param name="prediction">What it was read as.</param>
    /// <param name="label">What it is.</param>
    public static Picture OfReading(IReadOnlyList<string> lines, int prediction, int label) =>
        new(lines, $"read as {prediction}, is {label}", prediction == label ? Color.Green : Color.Red);
}
