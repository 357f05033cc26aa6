using Optdigits;

namespace Digits;

/// <summary>What a model makes of a <see cref="Digit"/>.</summary>
internal sealed class DigitPrediction
{
    public int PredictedDigit { get; set; }
}
