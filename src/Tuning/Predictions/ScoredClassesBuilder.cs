using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace MLExtensions.Tuning.Predictions;

/// <summary>What is kept of the scores of rows, beside the class of the highest.</summary>
[Flags]
internal enum KeptScores
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The probability of the row's own class.</summary>
    Probability = 1,

    /// <summary>How many classes come before the row's own.</summary>
    Rank = 2,

    /// <summary>All scores.</summary>
    All = 4,
}

/// <summary>Takes the scores of rows, one by one, and keeps what metrics need of them.</summary>
internal sealed class ScoredClassesBuilder(KeptScores kept)
{
    /// <summary>As many rows tell whether scores are probabilities.</summary>
    private const int RowsLookedAt = 100;

    /// <summary>Sums of probabilities in single precision are as near to 1.</summary>
    private const double Leeway = 1e-3;

    private readonly List<int> _predicted = [];
    private readonly List<double> _probabilities = [];
    private readonly List<int> _ranks = [];
    private readonly List<VBuffer<float>> _scores = [];
    private float[]? _noProbabilities;

    /// <summary>Adds a row.</summary>
    /// <param name="scores">The score of each class.</param>
    /// <param name="label">The row's own class; one that there is no score for, or that is missing, counts as the last.</param>
    public void Add(ReadOnlySpan<float> scores, int label)
    {
        bool isAnswered = TensorPrimitives.IsFiniteAll(scores);
        bool hasScore = isAnswered && label >= 0 && label < scores.Length;
        _predicted.Add(isAnswered ? TensorPrimitives.IndexOfMax(scores) : ScoredClasses.None);
        if (kept.HasFlag(KeptScores.Probability))
        {
            if (isAnswered && _predicted.Count <= RowsLookedAt && _noProbabilities is null && !AreProbabilities(scores))
                _noProbabilities = scores.ToArray();
            _probabilities.Add(!hasScore ? 0 : _noProbabilities is null ? scores[label] : Softmax(scores, label));
        }

        if (kept.HasFlag(KeptScores.Rank))
            _ranks.Add(hasScore ? Rank(scores, label) : int.MaxValue);
        if (kept.HasFlag(KeptScores.All))
            _scores.Add(new VBuffer<float>(scores.Length, scores.ToArray()));
    }

    /// <summary>All rows added.</summary>
    public ScoredClasses Build(ClassLabels labels, double[]? weights) => new(labels, weights)
    {
        Predicted = [.. _predicted],
        Probabilities = kept.HasFlag(KeptScores.Probability) ? [.. _probabilities] : null,
        Ranks = kept.HasFlag(KeptScores.Rank) ? [.. _ranks] : null,
        Scores = kept.HasFlag(KeptScores.All) ? [.. _scores] : null,
        NoProbabilities = _noProbabilities,
    };

    private static bool AreProbabilities(ReadOnlySpan<float> scores) =>
        Math.Abs(TensorPrimitives.Sum(scores) - 1) <= Leeway && TensorPrimitives.Min(scores) >= 0;

    /// <summary>What the probability of a class would be if scores were logarithms of probabilities.</summary>
    private static double Softmax(ReadOnlySpan<float> scores, int label)
    {
        double sum = 0;
        foreach (float score in scores)
            sum += Math.Exp((double)score - scores[label]);
        return 1 / sum;
    }

    /// <summary>How many scores are higher, or as high and before it: the order of ML.NET's evaluator.</summary>
    private static int Rank(ReadOnlySpan<float> scores, int label)
    {
        int rank = 0;
        float own = scores[label];
        for (int k = 0; k < scores.Length; k++)
            if (scores[k] > own || (scores[k] == own && k < label))
                rank++;
        return rank;
    }
}
