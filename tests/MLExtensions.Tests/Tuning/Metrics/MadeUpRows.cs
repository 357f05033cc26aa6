using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tests.Tuning.Metrics;

/// <summary>Scored rows that no model made.</summary>
internal static class MadeUpRows
{
    /// <summary>Rows of classes with everything that metrics ask for.</summary>
    /// <param name="labels">The class of each row, −1 where it is missing.</param>
    /// <param name="scores">The scores of each row.</param>
    /// <param name="weights">The weight of each row; null where all weigh 1.</param>
    public static ScoredClasses Classes(int[] labels, float[][] scores, double[]? weights = null)
    {
        var builder = new ScoredClassesBuilder(KeptScores.Probability | KeptScores.Rank);
        for (int row = 0; row < labels.Length; row++)
            builder.Add(scores[row], labels[row]);
        return builder.Build(new ClassLabels(labels, scores[0].Length, k => $"c{k}"), weights);
    }
}
