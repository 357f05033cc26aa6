using System.Runtime.Intrinsics;

namespace MLExtensions.Kernels;

/// <summary>The vectors of a processor, so that a kernel is written once for every width.</summary>
/// <typeparam name="TVector">A vector itself, and no struct around one: of those the compiler would keep fewer in registers.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Outputs whose gradients, two vectors of each, stay in registers together.</summary>
    static abstract int GradientOutputs { get; }

    /// <summary>Keeps the first floats of a vector.</summary>
    /// <param name="left">How many.</param>
    static abstract TVector KeepFirst(int left);

    static abstract TVector Load(float* source);

    /// <summary>Floats that are masked out are not read, and 0.</summary>
    static abstract TVector Load(float* source, TVector mask);

    static abstract void Store(TVector vector, float* target);

    /// <summary>Floats that are masked out are not written.</summary>
    static abstract void Store(TVector vector, float* target, TVector mask);

    static abstract TVector Broadcast(float value);

    /// <summary>a b + c.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract bool IsZero(TVector vector);

    /// <summary>The sum of each of four vectors.</summary>
    static abstract Vector128<float> Sums(TVector a, TVector b, TVector c, TVector d);
}
