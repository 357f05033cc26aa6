using System.Numerics;
using MLExtensions.Optimization.UpdateRules;

namespace MLExtensions;

/// <summary>
/// How a gradient moves the parameters: the rules that come with the library, and the base of rules of your own.
/// </summary>
/// <remarks>
/// <para>
/// A rule is a formula. It has settings, but no fields that change, so one instance serves any number of descents, at once if
/// need be. What it has to remember, such as a running average of gradients, is kept for it: it asks for room with
/// <see cref="StatePerParameter"/> and is handed the same numbers in each step.
/// </para>
/// <para>
/// Where minibatches touch only some of the parameters, a step is given those alone, with what is remembered of them; the others
/// stand still and their averages do not fade (as in PyTorch's SparseAdam). So a rule must not rely on where a parameter lies or
/// on how many there are. A trainer whose rule is your own needs a <see cref="LinearTrainerOptions.LearningRate"/>.
/// </para>
/// <example>
/// Sign descent, x ← x − α sign g (Bernstein et al., signSGD, ICML 2018), is a whole rule:
/// <code>
/// public sealed class SignDescent : UpdateRule
/// {
///     public override int StatePerParameter =&gt; 0;
///
///     public override void Update&lt;T&gt;(Span&lt;T&gt; parameters, Span&lt;T&gt; gradient, Span&lt;T&gt; state, in UpdateStep update)
///     {
///         for (int i = 0; i &lt; parameters.Length; i++)
///             parameters[i] -= T.CreateChecked(update.Size * T.Sign(gradient[i]));
///     }
/// }
/// </code>
/// </example>
/// </remarks>
public abstract class UpdateRule
{
    /// <summary>Numbers remembered for each parameter, at least 0; all are 0 before the first step.</summary>
    public abstract int StatePerParameter { get; }

    /// <summary>Plain gradient descent.</summary>
    /// <remarks>
    /// <code>
    /// x ← x − α g
    /// </code>
    /// Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, C. R. Acad. Sci. 25 (1847); with
    /// the gradients of batches, Robbins and Monro, A stochastic approximation method, Ann. Math. Statist. 22 (1951). On a
    /// quadratic whose largest curvature is L it converges for α &lt; 2/L. PyTorch: <c>SGD</c>.
    /// </remarks>
    public static UpdateRule GradientStep() => new GradientStep();

    /// <summary>Momentum: steps along the exponentially weighted average of the gradients.</summary>
    /// <remarks>
    /// <code>
    /// m ← β m + (1 − β) g
    /// x ← x − α m
    /// </code>
    /// Polyak, Some methods of speeding up the convergence of iteration methods, USSR Comput. Math. Math. Phys. 4 (1964),
    /// there without the factor 1 − β: his step size is α (1 − β). As an average, m has the gradient's scale, so that α means
    /// the same for every β. PyTorch: <c>SGD(momentum: β, dampening: 1 − β)</c>, which however starts from m = g and not 0.
    /// </remarks>
    /// <param name="beta">β, how much of the average each step keeps; at least 0 (plain gradient descent) and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is out of its range.</exception>
    public static UpdateRule Momentum(double beta = 0.9) => new Momentum(beta);

    /// <summary>Nesterov's accelerated gradient: momentum whose gradient is taken where the average is about to lead.</summary>
    /// <remarks>
    /// <code>
    /// m ← β m + (1 − β) ∇F(z − αβ m)
    /// z ← z − α m
    /// </code>
    /// The parameters x kept here are not z but the look-ahead point x = z − αβ m, where the gradient g is taken. In terms
    /// of x, for a constant α the same steps are
    /// <code>
    /// m ← β m + (1 − β) g
    /// x ← x − α (β m + (1 − β) g)
    /// </code>
    /// Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), Soviet Math. Dokl. 27 (1983);
    /// the look-ahead form is that of Sutskever et al., On the importance of initialization and momentum in deep learning
    /// (ICML 2013), equations 3 and 4, here with an average in place of their sum. PyTorch: <c>SGD(nesterov: true)</c> with
    /// step size α (1 − β).
    /// </remarks>
    /// <param name="beta">β, how much of the average each step keeps; at least 0 (plain gradient descent) and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is out of its range.</exception>
    public static UpdateRule Nesterov(double beta = 0.9) => new Nesterov(beta);

    /// <summary>AdaGrad: steps scaled, for each parameter, by the length of all the gradients it has seen.</summary>
    /// <remarks>
    /// <code>
    /// r ← max( √(r² + g²), ε )
    /// x ← x − α g / r
    /// </code>
    /// Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and stochastic optimization, JMLR 12 (2011),
    /// figure 1 with the diagonal matrix. Parameters that are rarely touched keep long steps; all steps shrink like 1/√t by
    /// themselves, so that a constant schedule will do. PyTorch: <c>Adagrad</c>, which adds ε to r instead of bounding r.
    /// </remarks>
    /// <param name="epsilon">ε, which keeps the quotient finite; positive, in the units of the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is out of its range.</exception>
    public static UpdateRule AdaGrad(double epsilon = 1e-10) => new AdaGrad(epsilon);

    /// <summary>Adam: steps scaled, for each parameter, by running averages of its gradient and squared gradient.</summary>
    /// <remarks>
    /// <code>
    /// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
    /// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
    /// x ← x − α m̂ / (√v̂ + ε)
    /// </code>
    /// Kingma and Ba, Adam: a method for stochastic optimization (ICLR 2015), algorithm 1. The step is about α for each
    /// parameter, whatever the gradient's scale. PyTorch: <c>Adam</c>, with the same defaults.
    /// </remarks>
    /// <param name="beta1">β₁, how much of the average gradient each step keeps; at least 0 and below 1.</param>
    /// <param name="beta2">β₂, the same for the squared gradient; at least 0 and below 1.</param>
    /// <param name="epsilon">ε, which keeps the quotient finite; positive, in the units of the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static UpdateRule Adam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) => new Adam(beta1, beta2, epsilon);

    /// <summary>AdamW: Adam that also shrinks the parameters in each step, apart from the gradient.</summary>
    /// <remarks>
    /// <code>
    /// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
    /// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
    /// x ← x − α (m̂ / (√v̂ + ε) + δ x)
    /// </code>
    /// Loshchilov and Hutter, Decoupled weight decay regularization (ICLR 2019), algorithm 2, with the decay inside α as in
    /// PyTorch: <c>AdamW(weight_decay: δ)</c>, with the same defaults.
    /// <para>
    /// The decay is not a penalty: it is not divided by √v̂ as a penalty's gradient would be, so where steps come to rest,
    /// x is not the minimum of F(x) + δ/2 ‖x‖², nor of F with any other multiple of ‖x‖². With whole gradients, what it
    /// converges to is the minimum of F under |xᵢ| ≤ 1/δ (Xie and Li, Implicit bias of AdamW, ICML 2024); with the gradients
    /// of batches, each parameter is pulled to 0 in proportion to how noisy its gradient is. To minimize a penalized
    /// objective put the penalty into the objective and use <see cref="Adam"/>, which this is with δ = 0. The decay
    /// acts on every parameter, biases included.
    /// </para>
    /// </remarks>
    /// <param name="decay">δ, the share of a parameter that a step of size 1 would take away; at least 0.</param>
    /// <param name="beta1">β₁, how much of the average gradient each step keeps; at least 0 and below 1.</param>
    /// <param name="beta2">β₂, the same for the squared gradient; at least 0 and below 1.</param>
    /// <param name="epsilon">ε, which keeps the quotient finite; positive, in the units of the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static UpdateRule AdamW(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) => new AdamW(decay, beta1, beta2, epsilon);

    /// <summary>LAMB: Adam's direction, with steps in proportion to the length of each row of weights.</summary>
    /// <remarks>
    /// <code>
    /// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
    /// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
    /// u = m̂ / (√v̂ + ε) + δ x
    /// x_k ← x_k − α ‖x_k‖ / ‖u_k‖ · u_k          for each row k: the weights of one output, with its bias
    /// </code>
    /// You et al., Large batch optimization for deep learning: training BERT in 76 minutes (ICLR 2020), algorithm 2 with
    /// φ(z) = z and a row in place of a layer. The trust ratio ‖x_k‖ / ‖u_k‖ is 1 where either is 0, as it is at a start from
    /// x = 0, and a step then changes a row by the share α of its length. Where a batch touches only some columns, the
    /// lengths are those of what it touches. The decay is not a penalty: see <see cref="AdamW"/>. No counterpart in
    /// PyTorch itself.
    /// </remarks>
    /// <param name="decay">δ; at least 0.</param>
    /// <param name="beta1">β₁, how much of the average gradient each step keeps; at least 0 and below 1.</param>
    /// <param name="beta2">β₂, the same for the squared gradient; at least 0 and below 1.</param>
    /// <param name="epsilon">ε, which keeps the quotient finite; positive, in the units of the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static UpdateRule Lamb(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6) => new Lamb(decay, beta1, beta2, epsilon);

    /// <summary>Takes one step.</summary>
    /// <param name="parameters">x; moved in place.</param>
    /// <param name="gradient">
    /// g, the gradient at <paramref name="parameters"/>, of the same length; free to be overwritten.
    /// </param>
    /// <param name="state">
    /// What is remembered: <see cref="StatePerParameter"/> stretches one after the other, each as long as
    /// <paramref name="parameters"/> and in its order.
    /// </param>
    /// <param name="update">The size and the number of the step.</param>
    /// <typeparam name="T">
    /// The precision: <see cref="float"/> in trainers, <see cref="double"/> in <see cref="FunctionDescent"/>.
    /// </typeparam>
    public abstract void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
