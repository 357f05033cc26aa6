namespace MLExtensions.Reference.MadeUp;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014): integer arithmetic only, so
/// that every machine draws the same numbers.
/// </summary>
public sealed class PortableRandom(ulong seed)
{
    private const int NormalTerms = 12;
    private const int TermBits = 16;

    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>From 0 to below a count.</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    /// <summary>From 0 to below 1.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// Nearly normal, of mean 0 and standard deviation 1: the sum of twelve uniform numbers, less 6. It has so few bits that a
    /// <see cref="float"/> holds it exactly, with no rounding that could differ.
    /// </summary>
    public float Normal()
    {
        long sum = -(NormalTerms / 2 << TermBits);
        ulong bits = 0;
        for (int term = 0; term < NormalTerms; term++)
        {
            bits = term % (64 / TermBits) == 0 ? Next() : bits >> TermBits;
            sum += (long)(bits & ((1 << TermBits) - 1));
        }

        return sum / (float)(1 << TermBits);
    }
}
