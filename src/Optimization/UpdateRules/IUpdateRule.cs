using System.Numerics;

namespace MLExtensions.Optimization.UpdateRules;

/// <summary>How a gradient moves the parameters. A rule is a formula: what it remembers is kept for it.</summary>
internal interface IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers remembered for each parameter, all 0 at first.</summary>
    int StatePerParameter { get; }

    /// <summary>Takes one step.</summary>
    /// <param name="parameters">Moved in place.</param>
    /// <param name="gradient">The gradient at <paramref name="parameters"/>; overwritten.</param>
    /// <param name="state">
    /// What is remembered: <see cref="StatePerParameter"/> stretches, each as long as <paramref name="parameters"/>.
    /// </param>
    /// <param name="stepSize">The step size α.</param>
    /// <param name="iteration">t, from 1.</param>
    void Update(Span<T> parameters, Span<T> gradient, Span<T> state, double stepSize, long iteration);
}
