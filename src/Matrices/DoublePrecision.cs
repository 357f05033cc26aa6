using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLExtensions.Matrices;

/// <summary>Single numbers of single precision in double precision, for loops that convert one after the other.</summary>
internal static class DoublePrecision
{
    /// <summary>The number itself.</summary>
    /// <remarks>
    /// What the compiler makes of a cast writes a part of a register and so may wait for whoever wrote the rest of it, which is
    /// often the conversion before: then a loop takes four times as long. A conversion of a whole vector waits for nobody.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(float value) => Vector128.WidenLower(Vector128.CreateScalar(value)).ToScalar();
}
