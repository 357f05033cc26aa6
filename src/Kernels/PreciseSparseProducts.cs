using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLExtensions.Matrices;

namespace MLExtensions.Kernels;

/// <summary>Products of a sparse row with weights in double precision.</summary>
/// <remarks>
/// Weights and gradient lie by columns: a block of all outputs for each, so that an entry meets all outputs at once. The columns
/// of a row have to be among those of the weights: nobody checks.
/// </remarks>
internal static class PreciseSparseProducts
{
    /// <summary>Σⱼ xⱼ wⱼ; four sums, so that additions do not wait for each other.</summary>
    /// <param name="row">x.</param>
    /// <param name="weights">w, one for each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Score(SparseRow row, ReadOnlySpan<double> weights)
    {
        ref int column = ref MemoryMarshal.GetReference(row.Indices);
        ref float value = ref MemoryMarshal.GetReference(row.Values);
        ref double w = ref MemoryMarshal.GetReference(weights);
        double a = 0, b = 0, c = 0, d = 0;
        nint j = 0, length = row.Indices.Length;
        for (; j + 3 < length; j += 4)
        {
            a += Value(ref value, j) * Unsafe.Add(ref w, Unsafe.Add(ref column, j));
            b += Value(ref value, j + 1) * Unsafe.Add(ref w, Unsafe.Add(ref column, j + 1));
            c += Value(ref value, j + 2) * Unsafe.Add(ref w, Unsafe.Add(ref column, j + 2));
            d += Value(ref value, j + 3) * Unsafe.Add(ref w, Unsafe.Add(ref column, j + 3));
        }

        for (; j < length; j++)
            a += Value(ref value, j) * Unsafe.Add(ref w, Unsafe.Add(ref column, j));
        return (a + b) + (c + d);
    }

    /// <summary>gⱼ ← gⱼ + a xⱼ.</summary>
    /// <param name="row">x.</param>
    /// <param name="factor">a.</param>
    /// <param name="gradient">g, one for each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMultiple(SparseRow row, double factor, Span<double> gradient)
    {
        ref int column = ref MemoryMarshal.GetReference(row.Indices);
        ref float value = ref MemoryMarshal.GetReference(row.Values);
        ref double g = ref MemoryMarshal.GetReference(gradient);
        for (nint j = 0; j < row.Indices.Length; j++)
            Unsafe.Add(ref g, Unsafe.Add(ref column, j)) += factor * Value(ref value, j);
    }

    /// <summary>s ← s + Σⱼ xⱼ wⱼ.</summary>
    /// <param name="row">x.</param>
    /// <param name="weights">w, a block of <paramref name="stride"/> for each column.</param>
    /// <param name="stride">From one block to the next.</param>
    /// <param name="scores">s, an output each; fewer than the stride leave the last weights of a block out.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScores(SparseRow row, ReadOnlySpan<double> weights, int stride, Span<double> scores)
    {
        ref int column = ref MemoryMarshal.GetReference(row.Indices);
        ref float value = ref MemoryMarshal.GetReference(row.Values);
        ref double w = ref MemoryMarshal.GetReference(weights);
        ref double s = ref MemoryMarshal.GetReference(scores);
        nint k = 0;
        for (; k + 2 * Vector<double>.Count <= scores.Length; k += 2 * Vector<double>.Count)
        {
            // Two pairs of sums by turns, since a sum must wait for the one before.
            ref double low = ref Unsafe.Add(ref s, k);
            ref double high = ref Unsafe.Add(ref s, k + Vector<double>.Count);
            (Vector<double> a, Vector<double> b) = (Vector.LoadUnsafe(ref low), Vector.LoadUnsafe(ref high));
            (Vector<double> c, Vector<double> d) = (Vector<double>.Zero, Vector<double>.Zero);
            nint j = 0;
            for (; j + 1 < row.Indices.Length; j += 2)
            {
                ref double even = ref Place(ref w, ref column, j, stride, k);
                ref double odd = ref Place(ref w, ref column, j + 1, stride, k);
                var x = new Vector<double>(Value(ref value, j));
                var y = new Vector<double>(Value(ref value, j + 1));
                a = Vector.MultiplyAddEstimate(x, Vector.LoadUnsafe(ref even), a);
                b = Vector.MultiplyAddEstimate(x, Vector.LoadUnsafe(ref even, (nuint)Vector<double>.Count), b);
                c = Vector.MultiplyAddEstimate(y, Vector.LoadUnsafe(ref odd), c);
                d = Vector.MultiplyAddEstimate(y, Vector.LoadUnsafe(ref odd, (nuint)Vector<double>.Count), d);
            }

            if (j < row.Indices.Length)
            {
                ref double last = ref Place(ref w, ref column, j, stride, k);
                var x = new Vector<double>(Value(ref value, j));
                a = Vector.MultiplyAddEstimate(x, Vector.LoadUnsafe(ref last), a);
                b = Vector.MultiplyAddEstimate(x, Vector.LoadUnsafe(ref last, (nuint)Vector<double>.Count), b);
            }

            (a + c).StoreUnsafe(ref low);
            (b + d).StoreUnsafe(ref high);
        }

        for (; k + Vector<double>.Count <= scores.Length; k += Vector<double>.Count)
        {
            Vector<double> a = Vector.LoadUnsafe(ref s, (nuint)k);
            for (nint j = 0; j < row.Indices.Length; j++)
            {
                ref double block = ref Place(ref w, ref column, j, stride, k);
                a = Vector.MultiplyAddEstimate(new Vector<double>(Value(ref value, j)), Vector.LoadUnsafe(ref block), a);
            }

            a.StoreUnsafe(ref s, (nuint)k);
        }

        for (; k < scores.Length; k++)
            for (nint j = 0; j < row.Indices.Length; j++)
                Unsafe.Add(ref s, k) += Value(ref value, j) * Place(ref w, ref column, j, stride, k);
    }

    /// <summary>gⱼ ← gⱼ + xⱼ a.</summary>
    /// <param name="row">x.</param>
    /// <param name="factors">a, an output each; fewer than the stride leave the last of a block as they are.</param>
    /// <param name="gradient">g, a block of <paramref name="stride"/> for each column.</param>
    /// <param name="stride">From one block to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddMultiples(SparseRow row, ReadOnlySpan<double> factors, Span<double> gradient, int stride)
    {
        ref int column = ref MemoryMarshal.GetReference(row.Indices);
        ref float value = ref MemoryMarshal.GetReference(row.Values);
        ref double a = ref MemoryMarshal.GetReference(factors);
        ref double g = ref MemoryMarshal.GetReference(gradient);
        nint k = 0;
        for (; k + 2 * Vector<double>.Count <= factors.Length; k += 2 * Vector<double>.Count)
        {
            Vector<double> low = Vector.LoadUnsafe(ref a, (nuint)k);
            Vector<double> high = Vector.LoadUnsafe(ref a, (nuint)(k + Vector<double>.Count));
            for (nint j = 0; j < row.Indices.Length; j++)
            {
                ref double block = ref Place(ref g, ref column, j, stride, k);
                ref double behind = ref Unsafe.Add(ref block, Vector<double>.Count);
                var x = new Vector<double>(Value(ref value, j));
                Vector.MultiplyAddEstimate(x, low, Vector.LoadUnsafe(ref block)).StoreUnsafe(ref block);
                Vector.MultiplyAddEstimate(x, high, Vector.LoadUnsafe(ref behind)).StoreUnsafe(ref behind);
            }
        }

        for (; k + Vector<double>.Count <= factors.Length; k += Vector<double>.Count)
        {
            Vector<double> some = Vector.LoadUnsafe(ref a, (nuint)k);
            for (nint j = 0; j < row.Indices.Length; j++)
            {
                ref double block = ref Place(ref g, ref column, j, stride, k);
                Vector.MultiplyAddEstimate(new Vector<double>(Value(ref value, j)), some, Vector.LoadUnsafe(ref block)).StoreUnsafe(ref block);
            }
        }

        for (; k < factors.Length; k++)
            for (nint j = 0; j < row.Indices.Length; j++)
                Place(ref g, ref column, j, stride, k) += Value(ref value, j) * Unsafe.Add(ref a, k);
    }

    /// <summary>An entry of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Value(ref float values, nint entry) => DoublePrecision.Of(Unsafe.Add(ref values, entry));

    /// <summary>What an entry of a row meets of an output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Place(ref double blocks, ref int columns, nint entry, int stride, nint output) =>
        ref Unsafe.Add(ref blocks, (nint)Unsafe.Add(ref columns, entry) * stride + output);
}
