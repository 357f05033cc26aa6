using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLExtensions.Kernels;

/// <summary>
/// The products of a panel in single precision with up to four outputs, two vectors of examples or two columns at a time.
/// </summary>
/// <remarks>Written out, since the compiler keeps no array and no struct of vectors in registers.</remarks>
internal static unsafe class SinglePanelTile<TLanes, TVector>
    where TLanes : IMaskedLanes<TVector>
    where TVector : struct
{
    /// <summary>As <see cref="SinglePanelProducts.Score"/>.</summary>
    /// <typeparam name="TOutputs">How many outputs, at most four.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score<TOutputs>(float* x, int columns, int length, float* weights, float* biases, float* scores)
        where TOutputs : ICount
    {
        for (int i = 0; i < length; i += 2 * TLanes.Count)
        {
            TVector s00 = TLanes.Broadcast(biases[0]), s01 = s00;
            TVector s10 = TLanes.Broadcast(TOutputs.Value > 1 ? biases[1] : 0), s11 = s10;
            TVector s20 = TLanes.Broadcast(TOutputs.Value > 2 ? biases[2] : 0), s21 = s20;
            TVector s30 = TLanes.Broadcast(TOutputs.Value > 3 ? biases[3] : 0), s31 = s30;
            float* xf = x + i;
            float* w = weights;
            for (int f = 0; f < columns; f++, xf += length, w++)
            {
                TVector x0 = TLanes.Load(xf);
                TVector x1 = TLanes.Load(xf + TLanes.Count);
                Add(TLanes.Broadcast(*w), x0, x1, ref s00, ref s01);
                if (TOutputs.Value > 1)
                    Add(TLanes.Broadcast(w[columns]), x0, x1, ref s10, ref s11);
                if (TOutputs.Value > 2)
                    Add(TLanes.Broadcast(w[2 * (nint)columns]), x0, x1, ref s20, ref s21);
                if (TOutputs.Value > 3)
                    Add(TLanes.Broadcast(w[3 * (nint)columns]), x0, x1, ref s30, ref s31);
            }

            float* s = scores + i;
            Store(s00, s01, s);
            if (TOutputs.Value > 1)
                Store(s10, s11, s + length);
            if (TOutputs.Value > 2)
                Store(s20, s21, s + 2 * (nint)length);
            if (TOutputs.Value > 3)
                Store(s30, s31, s + 3 * (nint)length);
        }
    }

    /// <summary>As <see cref="SinglePanelProducts.AddProducts"/>.</summary>
    /// <typeparam name="TOutputs">How many outputs, at most four.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts<TOutputs>(float* a, float* x, int columns, int length, float* target)
        where TOutputs : ICount
    {
        for (int f = 0; f < columns; f += 2)
        {
            // Of an odd number of columns the last one meets itself.
            bool hasSecond = f + 1 < columns;
            float* x0 = x + (nint)f * length;
            float* x1 = hasSecond ? x0 + length : x0;
            TVector t00 = default, t01 = default, t10 = default, t11 = default, t20 = default, t21 = default, t30 = default, t31 = default;
            for (int i = 0; i < length; i += TLanes.Count)
            {
                TVector v0 = TLanes.Load(x0 + i);
                TVector v1 = TLanes.Load(x1 + i);
                Add(TLanes.Load(a + i), v0, v1, ref t00, ref t01);
                if (TOutputs.Value > 1)
                    Add(TLanes.Load(a + length + i), v0, v1, ref t10, ref t11);
                if (TOutputs.Value > 2)
                    Add(TLanes.Load(a + 2 * (nint)length + i), v0, v1, ref t20, ref t21);
                if (TOutputs.Value > 3)
                    Add(TLanes.Load(a + 3 * (nint)length + i), v0, v1, ref t30, ref t31);
            }

            AddSums<TOutputs>(TLanes.Sums(t00, t10, t20, t30), target + f, columns);
            if (hasSecond)
                AddSums<TOutputs>(TLanes.Sums(t01, t11, t21, t31), target + f + 1, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TVector factor, TVector x0, TVector x1, ref TVector sum0, ref TVector sum1)
    {
        sum0 = TLanes.MultiplyAdd(factor, x0, sum0);
        sum1 = TLanes.MultiplyAdd(factor, x1, sum1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector first, TVector second, float* target)
    {
        TLanes.Store(first, target);
        TLanes.Store(second, target + TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSums<TOutputs>(Vector128<float> sums, float* target, nint stride)
        where TOutputs : ICount
    {
        target[0] += sums[0];
        if (TOutputs.Value > 1)
            target[stride] += sums[1];
        if (TOutputs.Value > 2)
            target[2 * stride] += sums[2];
        if (TOutputs.Value > 3)
            target[3 * stride] += sums[3];
    }
}
