using Optdigits;

namespace Digits;

/// <summary>A digit and what a model took it for.</summary>
internal sealed record Reading(Digit Digit, int Prediction)
{
    public bool IsCorrect => Prediction == Digit.Label;
}
