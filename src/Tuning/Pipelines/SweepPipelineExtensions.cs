using MLExtensions;

namespace Microsoft.ML;

/// <summary>Turns an estimator into the beginning of a pipeline with parameters.</summary>
public static class SweepPipelineExtensions
{
    /// <summary>A pipeline of an estimator and another behind it that depends on parameters.</summary>
    /// <param name="first">The estimator, or chain of them, that depends on no parameter.</param>
    /// <param name="step">
    /// Makes the other from the values of a trial, with the context given to it, which has the same seed in every trial and fold,
    /// so that trials differ in their values alone.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static SweepPipeline Append(
        this IEstimator<ITransformer> first, Func<MLContext, ParameterValues, IEstimator<ITransformer>> step) =>
        SweepPipeline.Create(first).Append(step);
}
