using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLExtensions.Optimization.Losses;

/// <summary>Exponentials and logarithms of many numbers at once.</summary>
/// <remarks>
/// <code>
/// exp x = 2ⁿ exp r,   n = x / log 2 rounded,   r = x − n log 2,   |r| ≤ log 2 / 2,   exp r ≈ 1 + r + r² P(r)
/// </code>
/// P is that of expf in S. L. Moshier's Cephes library; log 2 is subtracted in two parts, of which the first times n is exact
/// (Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6). TensorPrimitives.Exp, no faster for all its
/// wider vectors since it goes by way of double precision, is compiled in several stages, of which the first, some tenths of a
/// second long, is forty times slower: as long as a training of thousands of examples. This one is compiled at once.
/// A number's result has the same bits wherever it stands.
/// </remarks>
internal static class Exponential
{
    /// <summary>Where exponentials would leave the normal numbers.</summary>
    private const float Least = -87;

    /// <summary>x ← exp x, for x ≤ 0; in single precision 0 for x &lt; −87. That of NaN is NaN.</summary>
    public static void Exp<T>(Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Apply<ExpOperator>(MemoryMarshal.Cast<T, float>(x));
        else
            TensorPrimitives.Exp<T>(x, x);
    }

    /// <summary>x ← log x.</summary>
    public static void Log<T>(Span<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
            Apply<LogOperator>(MemoryMarshal.Cast<T, float>(x));
        else
            TensorPrimitives.Log<T>(x, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TOperator>(Span<float> x)
        where TOperator : struct, IOperator
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(x);
        foreach (ref Vector<float> vector in vectors)
            vector = TOperator.Of(vector);

        Span<float> rest = x[(vectors.Length * Vector<float>.Count)..];
        if (rest.IsEmpty)
            return;
        Vector<float> last = Vector<float>.Zero;
        Span<float> lanes = MemoryMarshal.Cast<Vector<float>, float>(new Span<Vector<float>>(ref last));
        rest.CopyTo(lanes);
        last = TOperator.Of(last);
        lanes[..rest.Length].CopyTo(rest);
    }

    private interface IOperator
    {
        static abstract Vector<float> Of(Vector<float> x);
    }

    private readonly struct ExpOperator : IOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x)
        {
            Vector<float> n = Vector.Round(x * 1.44269504f);
            Vector<float> r = MultiplyAdd(n, -0.693359375f, x);
            r = MultiplyAdd(n, 2.12194440e-4f, r);
            Vector<float> p = MultiplyAdd(r, 1.9875691500e-4f, new Vector<float>(1.3981999507e-3f));
            p = Vector.MultiplyAddEstimate(p, r, new Vector<float>(8.3334519073e-3f));
            p = Vector.MultiplyAddEstimate(p, r, new Vector<float>(4.1665795894e-2f));
            p = Vector.MultiplyAddEstimate(p, r, new Vector<float>(1.6666665459e-1f));
            p = Vector.MultiplyAddEstimate(p, r, new Vector<float>(5.0000001201e-1f));
            p = Vector.MultiplyAddEstimate(p, r * r, r + Vector<float>.One);

            // 2ⁿ as its bits: the exponent is stored with 127 added, above 23 bits of fraction.
            Vector<int> power = Vector.ShiftLeft(Vector.ConvertToInt32Native(n) + new Vector<int>(127), 23);
            return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<float>(Least)), Vector<float>.Zero, p * Vector.AsVectorSingle(power));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<float> MultiplyAdd(Vector<float> x, float factor, Vector<float> addend) =>
            Vector.MultiplyAddEstimate(x, new Vector<float>(factor), addend);
    }

    private readonly struct LogOperator : IOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<float> Of(Vector<float> x) => Vector.Log(x);
    }
}
