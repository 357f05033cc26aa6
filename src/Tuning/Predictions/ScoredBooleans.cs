namespace MLExtensions.Tuning.Predictions;

/// <summary>Rows that are true or false, beside what a model says of them.</summary>
/// <param name="labels">What each row is.</param>
/// <param name="scores">The higher, the likelier it is true; NaN or infinite where there is no answer.</param>
/// <param name="predicted">What each row is taken for.</param>
/// <param name="probabilities">The probability that it is true; null where the model gives none.</param>
/// <param name="weights">The weight of each row; null where all weigh 1.</param>
internal sealed class ScoredBooleans(bool[] labels, float[] scores, bool[] predicted, float[]? probabilities, double[]? weights) : ScoredRows(weights)
{
    /// <summary>What the rows were that the model was trained on; null where that is not known.</summary>
    private HashSet<bool>? _trained;

    public override int Count => labels.Length;

    public bool[] Labels => labels;

    public float[] Scores => scores;

    public bool[] Predicted => predicted;

    public float[]? Probabilities => probabilities;

    /// <summary>Of the two labels the only one that was trained on; null if it was both, or is not known.</summary>
    public bool? OnlyTrained => _trained is { Count: 1 } ? _trained.Single() : null;

    public override IReadOnlyList<string> UnknownClasses => [.. labels.Where(label => !IsTrained(label)).Distinct().Select(label => label.ToString())];

    public override bool IsLabeled(int row) => true;

    public override bool IsAnswered(int row) => float.IsFinite(scores[row]);

    public override bool IsKnown(int row) => IsTrained(labels[row]);

    public override ScoredRows TrainedOn(ScoredRows training) => Copy(Weights, [.. ((ScoredBooleans)training).Labels]);

    public override ScoredRows Weighted(double[] weights) => Copy(weights, _trained);

    /// <summary>The rows that count and that the model answers.</summary>
    public IEnumerable<int> Counted() => Enumerable.Range(0, Count).Where(row => IsAnswered(row) && Weight(row) > 0);

    /// <summary>The same rows, all with one answer.</summary>
    /// <param name="probability">The score and the probability.</param>
    /// <param name="guess">What they are taken for.</param>
    public ScoredBooleans Guessed(double probability, bool guess)
    {
        float[] same = [.. Enumerable.Repeat((float)probability, Count)];
        return new ScoredBooleans(labels, same, [.. Enumerable.Repeat(guess, Count)], same, Weights) { _trained = _trained };
    }

    private bool IsTrained(bool label) => _trained is null || _trained.Contains(label);

    private ScoredBooleans Copy(double[]? weights, HashSet<bool>? trained) => new(labels, scores, predicted, probabilities, weights) { _trained = trained };
}
