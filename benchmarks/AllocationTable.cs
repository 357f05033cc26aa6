using MLExtensions.Matrices;

namespace MLExtensions.Benchmarks;

/// <summary>What a batch of the minibatch loop allocates, and how long it takes.</summary>
internal static class AllocationTable
{
    private static readonly UpdateRule[] _rules =
        [UpdateRule.GradientStep(), UpdateRule.Momentum(), UpdateRule.Nesterov(), UpdateRule.AdaGrad(), UpdateRule.Adam(), UpdateRule.AdamW(), UpdateRule.Lamb()];

    /// <returns>Whether nothing was allocated.</returns>
    public static bool Print()
    {
        (string Name, FeatureMatrix Features)[] matrices = [("dense", MadeUpRows.Dense()), ("sparse", MadeUpRows.Sparse())];
        var table = new MarkdownTable(["rule", "rows"], ["bytes", "averaged", "µs", "averaged"]);
        bool isFree = true;
        foreach ((string name, FeatureMatrix features) in matrices)
        {
            foreach (UpdateRule rule in _rules)
            {
                MinibatchCost last = MinibatchCost.Measure(features, rule, averagedShare: 0);
                MinibatchCost averaged = MinibatchCost.Measure(features, rule, averagedShare: 1);
                isFree &= last.Bytes == 0 && averaged.Bytes == 0;
                table.Add(
                    $"{rule.GetType().Name.Split('`')[0]}", $"{name}",
                    $"{last.Bytes:0.###}", $"{averaged.Bytes:0.###}", $"{last.Microseconds:F1}", $"{averaged.Microseconds:F1}");
            }
        }

        table.Print();
        return isFree;
    }
}
