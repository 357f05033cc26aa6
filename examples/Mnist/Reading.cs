namespace Mnist;

/// <summary>A digit and what a model took it for.</summary>
internal sealed class Reading : Digit
{
    public int PredictedNumber { get; set; }

    /// <summary>The probability of each number.</summary>
    public float[] Score { get; set; } = [];

    public bool IsCorrect => PredictedNumber == Number;

    /// <summary>The probability of the number that it was read as.</summary>
    public float Confidence => Score.Max();
}
