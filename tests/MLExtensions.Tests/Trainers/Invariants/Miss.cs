using System.Globalization;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Something measured, and what theory allows it to be.</summary>
/// <param name="What">Its name.</param>
/// <param name="Measured">Its size.</param>
/// <param name="Allowed">Not more than this.</param>
internal sealed record Miss(string What, double Measured, double Allowed)
{
    public bool Holds => Measured <= Allowed;

    /// <summary>How many times too large it is.</summary>
    public double Factor => Measured / Allowed;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{What} = {Measured:G3}, {Factor:G3} times the {Allowed:G3} allowed");
}
