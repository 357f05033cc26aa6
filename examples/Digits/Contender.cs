using Microsoft.ML;
using Optdigits;

namespace Digits;

/// <summary>A pipeline to try.</summary>
/// <param name="Name">What it is called on the screen.</param>
/// <param name="Pipeline">From a <see cref="Digit"/> to a <see cref="DigitPrediction"/>.</param>
/// <param name="GivesProbabilities">Whether its scores are probabilities, so that they have a log-loss.</param>
internal sealed record Contender(string Name, IEstimator<ITransformer> Pipeline, bool GivesProbabilities);
