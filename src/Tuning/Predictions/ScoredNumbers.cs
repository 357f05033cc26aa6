namespace MLExtensions.Tuning.Predictions;

/// <summary>Rows with a number beside what a model says it is.</summary>
/// <param name="labels">The numbers; NaN or infinite where they are missing.</param>
/// <param name="scores">The predictions; NaN or infinite where there is none.</param>
/// <param name="weights">The weight of each row; null where all weigh 1.</param>
internal sealed class ScoredNumbers(float[] labels, double[] scores, double[]? weights) : ScoredRows(weights)
{
    public override int Count => labels.Length;

    /// <summary>The number of each row.</summary>
    public float[] Labels => labels;

    /// <summary>The prediction for each row.</summary>
    public double[] Scores => scores;

    public override bool IsLabeled(int row) => float.IsFinite(labels[row]);

    public override bool IsAnswered(int row) => double.IsFinite(scores[row]);

    public override ScoredRows Weighted(double[] weights) => new ScoredNumbers(labels, scores, weights);

    /// <summary>The same rows, all with one prediction.</summary>
    public ScoredNumbers Guessed(double guess)
    {
        var guesses = new double[Count];
        Array.Fill(guesses, guess);
        return new ScoredNumbers(labels, guesses, Weights);
    }
}
