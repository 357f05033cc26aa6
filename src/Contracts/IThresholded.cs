using Microsoft.ML;

namespace MLExtensions.Contracts;

/// <summary>A transformer that compares a score with a decision threshold.</summary>
internal interface IThresholded
{
    /// <summary>The same with another threshold.</summary>
    ITransformer WithThreshold(float threshold);
}
