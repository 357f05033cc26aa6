using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Designs;

/// <summary>Products of a sparse row with a vector. The places of a row's entries have to lie within the vector: nobody checks.</summary>
internal static class SparseProducts
{
    /// <summary>Σⱼ vⱼ xⱼ over the entries of a row; four sums, so that additions do not wait for each other.</summary>
    public static double Dot(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, ReadOnlySpan<double> vector)
    {
        ref int index = ref MemoryMarshal.GetReference(indices);
        ref float value = ref MemoryMarshal.GetReference(values);
        ref double x = ref MemoryMarshal.GetReference(vector);
        double a = 0, b = 0, c = 0, d = 0;
        nint j = 0, length = indices.Length;
        for (; j + 3 < length; j += 4)
        {
            a += DoublePrecision.Of(Unsafe.Add(ref value, j)) * Unsafe.Add(ref x, Unsafe.Add(ref index, j));
            b += DoublePrecision.Of(Unsafe.Add(ref value, j + 1)) * Unsafe.Add(ref x, Unsafe.Add(ref index, j + 1));
            c += DoublePrecision.Of(Unsafe.Add(ref value, j + 2)) * Unsafe.Add(ref x, Unsafe.Add(ref index, j + 2));
            d += DoublePrecision.Of(Unsafe.Add(ref value, j + 3)) * Unsafe.Add(ref x, Unsafe.Add(ref index, j + 3));
        }

        for (; j < length; j++)
            a += DoublePrecision.Of(Unsafe.Add(ref value, j)) * Unsafe.Add(ref x, Unsafe.Add(ref index, j));
        return (a + b) + (c + d);
    }

    /// <summary>tⱼ ← tⱼ + a vⱼ.</summary>
    public static void AddMultiple(double factor, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<double> target)
    {
        ref int index = ref MemoryMarshal.GetReference(indices);
        ref float value = ref MemoryMarshal.GetReference(values);
        ref double t = ref MemoryMarshal.GetReference(target);
        for (nint j = 0; j < indices.Length; j++)
            Unsafe.Add(ref t, Unsafe.Add(ref index, j)) += factor * DoublePrecision.Of(Unsafe.Add(ref value, j));
    }
}
