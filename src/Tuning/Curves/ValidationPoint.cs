namespace MLExtensions;

/// <summary>A value of a parameter, and what comes of it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Trial">Its scores, on the rows trained on and on the others.</param>
public sealed record ValidationPoint(object Value, SweepTrial Trial);
