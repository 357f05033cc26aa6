using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLExtensions.Kernels;

/// <summary>
/// The products of <see cref="PanelProducts"/> in single precision, for processors that have vectors of at least eight.
/// </summary>
internal static unsafe class SinglePanelProducts
{
    /// <summary>Examples that a panel's rows are a multiple of.</summary>
    public const int Grain = 32;

    public static bool IsSupported => Lanes256.IsSupported;

    /// <summary>sₖᵢ = Σ_f wₖ_f x_fᵢ + bₖ.</summary>
    /// <param name="x">Columns × length.</param>
    /// <param name="columns">How many.</param>
    /// <param name="length">Examples, a multiple of <see cref="Grain"/>.</param>
    /// <param name="weights">w, outputs × columns.</param>
    /// <param name="biases">b, an output each.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="scores">Receives s, outputs × length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score(float* x, int columns, int length, float* weights, float* biases, int outputs, float* scores)
    {
        if (Lanes512.IsSupported)
            Score<Lanes512, Vector512<float>>(x, columns, length, weights, biases, outputs, scores);
        else
            Score<Lanes256, Vector256<float>>(x, columns, length, weights, biases, outputs, scores);
    }

    /// <summary>tₖ_f ← tₖ_f + Σᵢ aₖᵢ x_fᵢ.</summary>
    /// <param name="a">Outputs × length.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="x">Columns × length.</param>
    /// <param name="columns">How many.</param>
    /// <param name="length">Examples, a multiple of <see cref="Grain"/>.</param>
    /// <param name="target">t, outputs × columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts(float* a, int outputs, float* x, int columns, int length, float* target)
    {
        if (Lanes512.IsSupported)
            AddProducts<Lanes512, Vector512<float>>(a, outputs, x, columns, length, target);
        else
            AddProducts<Lanes256, Vector256<float>>(a, outputs, x, columns, length, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score<TLanes, TVector>(float* x, int columns, int length, float* weights, float* biases, int outputs, float* scores)
        where TLanes : IMaskedLanes<TVector>
        where TVector : struct
    {
        int k = 0;
        for (; k + 4 <= outputs; k += 4)
            SinglePanelTile<TLanes, TVector>.Score<Four>(x, columns, length, weights + (nint)k * columns, biases + k, scores + (nint)k * length);
        weights += (nint)k * columns;
        scores += (nint)k * length;
        switch (outputs - k)
        {
            case 1:
                SinglePanelTile<TLanes, TVector>.Score<One>(x, columns, length, weights, biases + k, scores);
                break;
            case 2:
                SinglePanelTile<TLanes, TVector>.Score<Two>(x, columns, length, weights, biases + k, scores);
                break;
            case 3:
                SinglePanelTile<TLanes, TVector>.Score<Three>(x, columns, length, weights, biases + k, scores);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts<TLanes, TVector>(float* a, int outputs, float* x, int columns, int length, float* target)
        where TLanes : IMaskedLanes<TVector>
        where TVector : struct
    {
        int k = 0;
        for (; k + 4 <= outputs; k += 4)
            SinglePanelTile<TLanes, TVector>.AddProducts<Four>(a + (nint)k * length, x, columns, length, target + (nint)k * columns);
        a += (nint)k * length;
        target += (nint)k * columns;
        switch (outputs - k)
        {
            case 1:
                SinglePanelTile<TLanes, TVector>.AddProducts<One>(a, x, columns, length, target);
                break;
            case 2:
                SinglePanelTile<TLanes, TVector>.AddProducts<Two>(a, x, columns, length, target);
                break;
            case 3:
                SinglePanelTile<TLanes, TVector>.AddProducts<Three>(a, x, columns, length, target);
                break;
        }
    }
}
