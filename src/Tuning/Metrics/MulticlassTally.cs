using System.Numerics.Tensors;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Tuning;

/// <summary>Adds up how good class scores are, to the metrics of ML.NET's evaluator, and many times as fast.</summary>
/// <remarks>
/// A class that scores as high as another is predicted before it if it comes before it; of two classes that are about as
/// probable, ML.NET may so see the other first, as it rounds them otherwise.
/// </remarks>
internal sealed class MulticlassTally(int classes, int topK, bool takesProbabilities)
{
    /// <summary>Probabilities below it count as it.</summary>
    private const float LeastProbability = 1e-15f;

    private readonly int[] _rows = new int[classes];
    private readonly int[] _correct = new int[classes];
    private readonly double[] _logLoss = new double[classes];
    private int _amongFirst;

    public double MicroAccuracy => (double)_correct.Sum() / Rows;

    public double MacroAccuracy => Present.Average(k => (double)_correct[k] / _rows[k]);

    public double LogLoss => _logLoss.Sum() / Rows;

    public double LogLossReduction
    {
        get
        {
            double entropy = -Present.Sum(k => (double)_rows[k] / Rows * Math.Log((double)_rows[k] / Rows));
            return (entropy - LogLoss) / entropy;
        }
    }

    public double TopKAccuracy => (double)_amongFirst / Rows;

    /// <summary>The classes that there are rows of.</summary>
    public IEnumerable<int> Present => Enumerable.Range(0, classes).Where(k => _rows[k] > 0);

    private int Rows => _rows.Sum();

    /// <summary>The share of a class's rows that are classified correctly.</summary>
    public double Recall(int k) => (double)_correct[k] / _rows[k];

    /// <summary>The mean log-loss of a class's rows.</summary>
    public double LogLossOf(int k) => _logLoss[k] / _rows[k];

    /// <summary>Adds some rows.</summary>
    /// <param name="scores">Rows × classes, before the softmax if there is one; it is done in place.</param>
    /// <param name="targets">The class of each row.</param>
    public void Add(Span<float> scores, ReadOnlySpan<int> targets)
    {
        for (int i = 0; i < targets.Length; i++)
            Add(scores.Slice(i * classes, classes), targets[i]);
    }

    private void Add(Span<float> scores, int target)
    {
        _rows[target]++;
        if (ScoreRow<float>.Max(scores) == scores[target] && scores[..target].IndexOf(scores[target]) < 0)
            _correct[target]++;
        if (topK > 0 && Place(scores, target) < topK)
            _amongFirst++;
        if (takesProbabilities)
            _logLoss[target] -= Math.Log(Math.Clamp(Probability(scores, target), LeastProbability, 1));
    }

    private static int Place(ReadOnlySpan<float> scores, int target)
    {
        int place = 0;
        for (int k = 0; k < scores.Length; k++)
            if (scores[k] > scores[target] || (scores[k] == scores[target] && k < target))
                place++;
        return place;
    }

    private static float Probability(Span<float> scores, int target)
    {
        ScoreRow<float>.Subtract(scores, ScoreRow<float>.Max(scores));
        Exponential.Exp(scores);
        return scores[target] / TensorPrimitives.Sum<float>(scores);
    }
}
