namespace Neighbors;

/// <summary>A known digit near another one.</summary>
internal sealed record Neighbor(NumberedDigit Digit, float Distance);
