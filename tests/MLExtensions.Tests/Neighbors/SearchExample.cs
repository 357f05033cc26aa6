namespace MLExtensions.Tests.Neighbors;

/// <summary>Made-up known rows and queries, with rows that come twice, are all zeros or are nearly another.</summary>
internal sealed class SearchExample
{
    /// <param name="seed">What all that is random follows from.</param>
    public SearchExample(int seed)
    {
        var random = new Random(seed);
        int columns = Fewer(41);
        var rows = new RowMaker(random, columns);
        Known = new float[1 + Fewer(80)][];
        for (int i = 0; i < Known.Length; i++)
            Known[i] = random.Next(20) switch
            {
                0 => new float[columns],
                1 or 2 when i > 0 => Known[random.Next(i)],
                3 when i > 0 => Nudged(Known[random.Next(i)], random),
                _ => rows.Next(),
            };
        Queries = new float[1 + Fewer(70)][];
        for (int i = 0; i < Queries.Length; i++)
            Queries[i] = random.Next(20) switch
            {
                0 => new float[columns],
                1 or 2 or 3 or 4 => Known[random.Next(Known.Length)],
                5 => Nudged(Known[random.Next(Known.Length)], random),
                6 => new RowMaker(random, columns).Next(),
                _ => rows.Next(),
            };
        Neighbors = random.Next(1, Math.Min(Known.Length, 12) + 1);

        // Small examples more often than large ones, since they take less time.
        int Fewer(int most) => (int)(most * Math.Pow(random.NextDouble(), 2));
    }

    public float[][] Known { get; }

    public float[][] Queries { get; }

    /// <summary>k.</summary>
    public int Neighbors { get; }

    /// <summary>The same but for the last bits of some entries.</summary>
    private static float[] Nudged(float[] row, Random random) => Array.ConvertAll(row, entry => random.Next(3) switch
    {
        0 => Math.Max(float.MinValue, MathF.BitDecrement(entry)),
        1 => Math.Min(float.MaxValue, MathF.BitIncrement(entry)),
        _ => entry,
    });
}
