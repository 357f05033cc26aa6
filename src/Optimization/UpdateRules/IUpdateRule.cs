using System.Numerics;

namespace MLExtensions;

/// <summary>How a gradient moves the parameters. A rule is a formula: what it remembers is kept for it.</summary>
/// <typeparam name="T">The precision, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para>
/// A rule has settings but no memory of its own, so one instance serves any number of descents, at once if need be. What
/// it has to remember (a running average of gradients, say) it asks for with <see cref="StatePerParameter"/> and finds
/// again in the next call.
/// </para>
/// <para>
/// Where batches touch only some of the parameters, a step is given those alone, with what is remembered of them; the
/// others stand still and their averages do not fade (as in PyTorch's SparseAdam). So a rule must not rely on where a
/// parameter lies or on how many there are, but for <see cref="UpdateStep.Rows"/>.
/// </para>
/// <example>
/// Sign descent, x ← x − α sign g (Bernstein et al., signSGD, ICML 2018), is a whole rule:
/// <code>
/// public sealed class SignDescent : IUpdateRule&lt;double&gt;
/// {
///     public int StatePerParameter =&gt; 0;
///
///     public double AutomaticLearningRate(StepScale scale) =&gt; 0.1 * scale.UnitStep;
///
///     public void Update(Span&lt;double&gt; parameters, Span&lt;double&gt; gradient, Span&lt;double&gt; state, in UpdateStep update)
///     {
///         for (int i = 0; i &lt; parameters.Length; i++)
///             parameters[i] -= update.Size * Math.Sign(gradient[i]);
///     }
/// }
/// </code>
/// </example>
/// </remarks>
public interface IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Numbers remembered for each parameter, at least 0; all are 0 before the first step.</summary>
    int StatePerParameter { get; }

    /// <summary>The learning rate of this rule where the user has chosen none.</summary>
    /// <param name="scale">What the data say about the length of steps.</param>
    /// <returns>α₀, positive and finite.</returns>
    double AutomaticLearningRate(StepScale scale);

    /// <summary>Takes one step.</summary>
    /// <param name="parameters">x; moved in place.</param>
    /// <param name="gradient">g, the gradient at <paramref name="parameters"/>, of the same length; free to be overwritten.</param>
    /// <param name="state">
    /// What is remembered: <see cref="StatePerParameter"/> stretches one after the other, each as long as
    /// <paramref name="parameters"/> and in its order.
    /// </param>
    /// <param name="update">The step size, the iteration, and which parameters belong together.</param>
    void Update(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update);
}
