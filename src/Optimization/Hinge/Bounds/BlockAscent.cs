using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Hinge.Bounds;

/// <summary>One example's part of the dual of the multiclass hinge, maximized exactly while all others stay.</summary>
/// <remarks>
/// <code>
/// max over 0 ≤ aⱼ ≤ 1 of   Σⱼ δⱼ vⱼ − q/2 · ( Σⱼ δⱼ² + (Σⱼ δⱼ)² ),   δ = a − a_before
/// δⱼ = clip(cⱼ − S, 0, 1) − aⱼ,   cⱼ = aⱼ + vⱼ/q,   S = Σⱼ δⱼ by Newton's method, since the sum falls with S
/// </code>
/// Keerthi, Sundararajan, Chang, Hsieh and Lin, A sequential dual method for large scale multi-class linear SVMs (KDD 2008).
/// </remarks>
internal static class BlockAscent<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private const int MostNewtonSteps = 40;

    /// <summary>S.</summary>
    /// <param name="wanted">c; of what is to stay at 0 so low that it is never above S.</param>
    /// <param name="a">a before.</param>
    /// <param name="precision">What may be left of S − Σⱼ δⱼ.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T SumOfChanges(ReadOnlySpan<T> wanted, ReadOnlySpan<T> a, T precision)
    {
        T sum = T.Zero;
        T low = T.NegativeInfinity;
        T high = T.PositiveInfinity;
        for (int step = 0; step < MostNewtonSteps; step++)
        {
            (T excess, int free) = Excess(wanted, a, sum);
            if (T.Abs(excess) <= precision)
                break;
            if (excess > T.Zero)
                low = sum;
            else
                high = sum;
            T next = sum + excess / T.CreateTruncating(1 + free);
            sum = next > low && next < high ? next : (low + high) / T.CreateTruncating(2);
        }

        return sum;
    }

    public static T Clip(T a) => T.MinNative(T.MaxNative(a, T.Zero), T.One);

    /// <summary>Σⱼ (clip(cⱼ − S) − aⱼ) − S, and how many are not clipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (T Excess, int Free) Excess(ReadOnlySpan<T> wanted, ReadOnlySpan<T> a, T sum)
    {
        T excess = -sum;
        int free = 0;
        int j = 0;
        if (a.Length >= Vector<T>.Count)
        {
            Vector<T> changes = Vector<T>.Zero;
            Vector<T> unclipped = Vector<T>.Zero;
            for (; j <= a.Length - Vector<T>.Count; j += Vector<T>.Count)
            {
                Vector<T> c = new Vector<T>(wanted[j..]) - new Vector<T>(sum);
                Vector<T> clipped = Vector.Min(Vector.Max(c, Vector<T>.Zero), Vector<T>.One);
                changes += clipped - new Vector<T>(a[j..]);
                unclipped += Vector.ConditionalSelect(Vector.Equals(c, clipped), Vector<T>.One, Vector<T>.Zero);
            }

            excess += Vector.Sum(changes);
            free = int.CreateTruncating(Vector.Sum(unclipped));
        }

        for (; j < a.Length; j++)
        {
            T c = wanted[j] - sum;
            T clipped = Clip(c);
            excess += clipped - a[j];
            if (clipped == c)
                free++;
        }

        return (excess, free);
    }
}
