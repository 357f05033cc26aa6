using System.Numerics;
using System.Runtime.InteropServices;
using MLExtensions.Arguments;

namespace MLExtensions.Optimization.UpdateRules;

/// <summary>What Adam and its descendants share: the direction m̂ / (√v̂ + ε).</summary>
/// <remarks>
/// <code>
/// m ← β₁ m + (1 − β₁) g          m̂ = m / (1 − β₁ᵗ)
/// v ← β₂ v + (1 − β₂) g²         v̂ = v / (1 − β₂ᵗ)
/// </code>
/// The averages start from 0, and m̂ and v̂ correct for that. Kingma and Ba, Adam: a method for stochastic optimization
/// (ICLR 2015), algorithm 1 and section 3.
/// </remarks>
internal readonly struct AdaptiveMoments(double beta1, double beta2, double epsilon)
{
    public const int StatePerParameter = 2;

    private readonly double _beta1 = Guard.Decay(beta1);
    private readonly double _beta2 = Guard.Decay(beta2);
    private readonly double _epsilon = Guard.Positive(epsilon);

    /// <summary>Each step moves every parameter by about the learning rate, whatever the gradient.</summary>
    public static double AutomaticLearningRate(StepScale scale) => 0.3 * scale.UnitStep;

    /// <summary>Remembers a gradient and turns it into the direction, in place.</summary>
    public void Direction<T>(Span<T> gradient, Span<T> state, long step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> m = state[..gradient.Length];
        Span<T> v = state[gradient.Length..];
        double correction1 = 1 - Math.Pow(_beta1, step);
        double correction2 = 1 - Math.Pow(_beta2, step);

        // m̂ / (√v̂ + ε) = m / (c √v + c₁ ε), which saves scaling m and v apart.
        T take1 = T.CreateChecked(1 - _beta1);
        T take2 = T.CreateChecked(1 - _beta2);
        T scale = T.CreateChecked(correction1 / Math.Sqrt(correction2));
        T offset = T.CreateChecked(correction1 * _epsilon);

        // All in one pass: of passes apart, most of the time would go into loading and storing.
        int whole = 0;
        if (Vector<T>.IsSupported)
        {
            Span<Vector<T>> gradients = MemoryMarshal.Cast<T, Vector<T>>(gradient);
            Span<Vector<T>> means = MemoryMarshal.Cast<T, Vector<T>>(m)[..gradients.Length];
            Span<Vector<T>> squares = MemoryMarshal.Cast<T, Vector<T>>(v)[..gradients.Length];
            for (int i = 0; i < gradients.Length; i++)
            {
                Vector<T> g = gradients[i];
                means[i] += (g - means[i]) * take1;
                squares[i] += (g * g - squares[i]) * take2;
                gradients[i] = means[i] / (Vector.SquareRoot(squares[i]) * scale + new Vector<T>(offset));
            }

            whole = gradients.Length * Vector<T>.Count;
        }

        for (int i = whole; i < gradient.Length; i++)
        {
            T g = gradient[i];
            m[i] += (g - m[i]) * take1;
            v[i] += (g * g - v[i]) * take2;
            gradient[i] = m[i] / (T.Sqrt(v[i]) * scale + offset);
        }
    }
}
