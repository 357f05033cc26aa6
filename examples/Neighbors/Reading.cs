namespace Neighbors;

/// <summary>A digit, what it was read as, and why.</summary>
/// <param name="Digit">The digit.</param>
/// <param name="Prediction">What it was read as.</param>
/// <param name="Votes">The share of the votes of each digit, from 0 to 9.</param>
/// <param name="Neighbors">The known digits nearest to it, the nearest first.</param>
internal sealed record Reading(NumberedDigit Digit, int Prediction, IReadOnlyList<float> Votes, IReadOnlyList<Neighbor> Neighbors)
{
    public bool IsCorrect => Prediction == Digit.Label;

    /// <param name="digit">The digit.</param>
    /// <param name="prediction">What a model made of it.</param>
    /// <param name="known">The digits that the model knows, in the order of their rows.</param>
    public static Reading Of(NumberedDigit digit, Prediction prediction, IReadOnlyList<NumberedDigit> known) => new(
        digit, prediction.PredictedDigit, prediction.Score,
        [.. prediction.NeighborIds.Zip(prediction.NeighborDistances, (row, distance) => new Neighbor(known[row - 1], distance))]);
}
