namespace Polynomials;

/// <summary>A point of a sample, as ML.NET reads it.</summary>
internal sealed record Observation(float X, float Y);
