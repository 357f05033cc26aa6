using System.Numerics;
using System.Numerics.Tensors;
using MLExtensions.Algebra;

namespace MLExtensions.Optimization.Descent;

/// <summary>The last pairs s = x₊ − x, y = g₊ − g, and the inverse Hessian that they imply.</summary>
internal sealed class CurvatureHistory<T>(int dimension, int memory)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Below this share of ‖s‖‖y‖, sᵀy is rounding.</summary>
    private const double SmallestCosine = 1e-8;

    // Rings: the oldest pair is at _next once they are full.
    private readonly T[][] _s = new T[memory][];
    private readonly T[][] _y = new T[memory][];
    private readonly double[] _curvatures = new double[memory];
    private readonly double[] _projections = new double[memory];
    private int _next;

    // Where a step is written before it is known whether it is kept.
    private T[] _newS = new T[dimension];
    private T[] _newY = new T[dimension];

    public int Count { get; private set; }

    /// <summary>What is known without any pairs, up to a factor.</summary>
    public IPreconditioner<T>? Preconditioner { get; set; }

    /// <summary>
    /// Whether what the preconditioner says is multiplied by what the last pair knows of its factor; without a preconditioner it
    /// has to be.
    /// </summary>
    public bool ScalesPreconditioner { get; init; } = true;

    /// <summary>Remembers a step, unless it saw no curvature.</summary>
    /// <returns>Whether it is remembered.</returns>
    public bool TryAdd(ReadOnlySpan<T> from, ReadOnlySpan<T> to, ReadOnlySpan<T> gradientFrom, ReadOnlySpan<T> gradientTo)
    {
        TensorPrimitives.Subtract(to, from, _newS);
        TensorPrimitives.Subtract(gradientTo, gradientFrom, _newY);
        double curvature = Dot(_newS, _newY);
        if (!IsCurvature(curvature, _newS, _newY))
            return false;
        (_s[_next], _newS) = (_newS, _s[_next] ?? new T[dimension]);
        (_y[_next], _newY) = (_newY, _y[_next] ?? new T[dimension]);
        _curvatures[_next] = curvature;
        _next = (_next + 1) % memory;
        Count = Math.Min(Count + 1, memory);
        return true;
    }

    /// <summary>
    /// Changes what is remembered to that of another function, whose gradients differ from this one's in a known way.
    /// </summary>
    /// <param name="revise">Given s of a pair, changes y.</param>
    public void Revise(Action<T[], T[]> revise)
    {
        for (int i = 0; i < Count; i++)
        {
            revise(_s[i], _y[i]);
            _curvatures[i] = Dot(_s[i], _y[i]);

            // Where hardly any curvature is left, it is rounding.
            if (!IsCurvature(_curvatures[i], _s[i], _y[i]))
            {
                (Count, _next) = (0, 0);
                return;
            }
        }
    }

    /// <summary>H g by the two-loop recursion, Nocedal and Wright, algorithm 7.4.</summary>
    public void MultiplyInverseHessian(ReadOnlySpan<T> gradient, Span<T> result)
    {
        gradient.CopyTo(result);
        for (int age = 0; age < Count; age++)
        {
            int i = Index(age);
            _projections[i] = Dot(_s[i], result) / _curvatures[i];
            TensorPrimitives.MultiplyAdd(_y[i], T.CreateChecked(-_projections[i]), result, result);
        }

        Preconditioner?.Solve(result);
        if (Count > 0 && ScalesPreconditioner)
        {
            int last = Index(0);
            ReadOnlySpan<T> y = _y[last];
            TensorPrimitives.Multiply(result, T.CreateChecked(_curvatures[last] / Dot(y, Preconditioned(y))), result);
        }

        for (int age = Count - 1; age >= 0; age--)
        {
            int i = Index(age);
            double projection = Dot(_y[i], result) / _curvatures[i];
            TensorPrimitives.MultiplyAdd(_s[i], T.CreateChecked(_projections[i] - projection), result, result);
        }
    }

    /// <summary>P⁻¹ y; without a preconditioner y.</summary>
    private ReadOnlySpan<T> Preconditioned(ReadOnlySpan<T> y)
    {
        if (Preconditioner is null)
            return y;
        y.CopyTo(_newY);
        Preconditioner.Solve(_newY);
        return _newY;
    }

    /// <summary>Whether sᵀy is more than rounding.</summary>
    private static bool IsCurvature(double curvature, T[] s, T[] y) => curvature > SmallestCosine * Math.Sqrt(Dot(s, s) * Dot(y, y));

    private int Index(int age) => (_next - 1 - age + 2 * memory) % memory;

    private static double Dot(ReadOnlySpan<T> a, ReadOnlySpan<T> b) => double.CreateChecked(TensorPrimitives.Dot(a, b));
}
