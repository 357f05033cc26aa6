namespace MLExtensions.Kernels;

/// <summary>The vectors of a processor, so that a kernel is written once for every width.</summary>
/// <typeparam name="TVector">
/// A vector itself, and no struct around one: of those the compiler would keep fewer in registers.
/// </typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector vector, float* target);

    static abstract TVector Broadcast(float value);

    /// <summary>a b + c.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Maximum(TVector a, TVector b);

    /// <summary>|a − b|.</summary>
    static abstract TVector AbsoluteDifference(TVector a, TVector b);

    /// <summary>aᵖ = exp(p ln a), for a ≥ 0 and p > 0.</summary>
    static abstract TVector Power(TVector a, TVector p);

    /// <summary>For each pair, from the last bit on, whether a > b; not so where one is NaN.</summary>
    static abstract uint GreaterThan(TVector a, TVector b);
}
