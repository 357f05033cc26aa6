namespace Gallery;

/// <summary>A digit drawn in characters, and what a model took it for.</summary>
/// <param name="Lines">From top to bottom, all of one length.</param>
/// <param name="Prediction">What it was read as.</param>
/// <param name="Label">What it is.</param>
internal sealed record Picture(IReadOnlyList<string> Lines, int Prediction, int Label);
