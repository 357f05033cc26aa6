using System.Runtime.Intrinsics;

namespace MLExtensions.Kernels;

/// <summary>Vectors that can be loaded and stored in part, and added up.</summary>
/// <typeparam name="TVector">As that of <see cref="ILanes{TVector}"/>.</typeparam>
internal unsafe interface IMaskedLanes<TVector> : ILanes<TVector>
    where TVector : struct
{
    /// <summary>Outputs whose gradients, two vectors of each, stay in registers together.</summary>
    static abstract int GradientOutputs { get; }

    /// <summary>Keeps the first floats of a vector.</summary>
    /// <param name="left">How many.</param>
    static abstract TVector KeepFirst(int left);

    /// <summary>Floats that are masked out are not read, and 0.</summary>
    static abstract TVector Load(float* source, TVector mask);

    /// <summary>Floats that are masked out are not written.</summary>
    static abstract void Store(TVector vector, float* target, TVector mask);

    static abstract bool IsZero(TVector vector);

    /// <summary>The sum of each of four vectors.</summary>
    static abstract Vector128<float> Sums(TVector a, TVector b, TVector c, TVector d);
}
