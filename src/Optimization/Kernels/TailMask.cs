using System.Runtime.Intrinsics;

namespace MLExtensions.Optimization.Kernels;

/// <summary>
/// What is left of a row after its whole vectors is worked on as the row's last vector, in which the entries already done
/// are masked out.
/// </summary>
internal static class TailMask
{
    private static readonly int[] _bits = [0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1];

    /// <summary>Keeps the last entries of a vector.</summary>
    /// <param name="left">How many, from 0 to 7.</param>
    public static Vector256<float> KeepLast(int left) => Vector256.LoadUnsafe(ref _bits[left]).AsSingle();
}
