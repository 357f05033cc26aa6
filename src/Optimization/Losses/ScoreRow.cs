using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Losses;

/// <summary>What losses do with the scores of an example: of a few classes sooner done than TensorPrimitives called.</summary>
internal static class ScoreRow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostInLoop = 24;

    /// <summary>max s; where there is a NaN it may be lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max(ReadOnlySpan<T> s)
    {
        if (s.Length > MostInLoop)
            return TensorPrimitives.MaxNumber(s);
        T max = s[0];
        foreach (T score in s)
            max = T.MaxNative(max, score);
        return max;
    }

    /// <summary>s ← s − c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(Span<T> s, T c)
    {
        if (s.Length > MostInLoop)
        {
            TensorPrimitives.Subtract(s, c, s);
            return;
        }

        foreach (ref T score in s)
            score -= c;
    }

    /// <summary>Σₖ sₖ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(ReadOnlySpan<T> s)
    {
        if (s.Length > MostInLoop)
            return TensorPrimitives.Sum(s);
        T sum = T.Zero;
        foreach (T score in s)
            sum += score;
        return sum;
    }

    /// <summary>s ← c s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Span<T> s, T c)
    {
        if (s.Length > MostInLoop)
        {
            TensorPrimitives.Multiply(s, c, s);
            return;
        }

        foreach (ref T score in s)
            score *= c;
    }
}
