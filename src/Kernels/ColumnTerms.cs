using System.Runtime.CompilerServices;

namespace MLExtensions.Kernels;

/// <summary>Σ x z.</summary>
internal readonly struct ProductTerm : IColumnTerm
{
    public static bool IsGreatest => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Add<TLanes, TVector>(TVector sum, TVector x, TVector z)
        where TLanes : ILanes<TVector>
        where TVector : struct =>
        TLanes.MultiplyAdd(x, z, sum);
}

/// <summary>Σ |x − z|.</summary>
internal readonly struct DifferenceTerm : IColumnTerm
{
    public static bool IsGreatest => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Add<TLanes, TVector>(TVector sum, TVector x, TVector z)
        where TLanes : ILanes<TVector>
        where TVector : struct =>
        TLanes.Add(TLanes.AbsoluteDifference(x, z), sum);
}

/// <summary>max |x − z|.</summary>
internal readonly struct LargestDifferenceTerm : IColumnTerm
{
    public static bool IsGreatest => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Add<TLanes, TVector>(TVector sum, TVector x, TVector z)
        where TLanes : ILanes<TVector>
        where TVector : struct =>
        TLanes.Maximum(TLanes.AbsoluteDifference(x, z), sum);
}

/// <summary>Σ |x − z|ᵖ.</summary>
/// <param name="power">p.</param>
internal readonly struct PowerTerm(float power) : IColumnTerm
{
    public static bool IsGreatest => false;

    /// <summary>
    /// The relative error of exp(p ln d), which an error of the exponent makes: that of the logarithm, which is at most 104 in
    /// size, p times, and a few roundings.
    /// </summary>
    public static double Error(double power) => Math.Exp((1 + Math.Abs(power)) * 104 * 2.4e-7) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Add<TLanes, TVector>(TVector sum, TVector x, TVector z)
        where TLanes : ILanes<TVector>
        where TVector : struct =>
        TLanes.Add(TLanes.Power(TLanes.AbsoluteDifference(x, z), TLanes.Broadcast(power)), sum);
}

/// <summary>Σ |x − z|ᵖ for p of two, three or four, which takes no logarithm.</summary>
internal readonly struct WholePowerTerm<TPower> : IColumnTerm
    where TPower : ICount
{
    public static bool IsGreatest => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Add<TLanes, TVector>(TVector sum, TVector x, TVector z)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector difference = TLanes.AbsoluteDifference(x, z);
        if (TPower.Value == 2)
            return TLanes.MultiplyAdd(difference, difference, sum);
        TVector square = TLanes.MultiplyAdd(difference, difference, default);
        return TLanes.MultiplyAdd(square, TPower.Value == 3 ? difference : square, sum);
    }
}
