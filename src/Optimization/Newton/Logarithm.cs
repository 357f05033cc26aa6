using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Newton;

/// <summary>The logarithm next to 1.</summary>
internal static class Logarithm
{
    /// <summary>log(1 + r) as Kahan has it: what 1 + r loses of r is made up for.</summary>
    /// <param name="r">r.</param>
    /// <param name="sum">1 + r, rounded.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> OfOnePlus(Vector<double> r, Vector<double> sum)
    {
        Vector<double> added = sum - Vector<double>.One;
        return Vector.ConditionalSelect(Vector.Equals(added, Vector<double>.Zero), r, Vector.Log(sum) * (r / added));
    }
}
