namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>A term ρ (c·u)², which draws the minimum towards the plane c·u = 0.</summary>
/// <param name="Direction">c.</param>
/// <param name="Strength">ρ.</param>
internal sealed record Pull(double[] Direction, double Strength);
