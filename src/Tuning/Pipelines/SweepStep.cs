using Microsoft.ML;

namespace MLExtensions.Tuning.Pipelines;

/// <summary>An estimator of a pipeline, or what makes it.</summary>
internal sealed class SweepStep
{
    private readonly Func<MLContext, ParameterValues, IEstimator<ITransformer>> _create;

    public SweepStep(Func<MLContext, ParameterValues, IEstimator<ITransformer>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
    }

    public SweepStep(IEstimator<ITransformer> estimator)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        _create = (_, _) => estimator;
        Text = EstimatorText.Of(estimator);
    }

    /// <summary>
    /// Whether there is one estimator for all trials and folds, so that it is to be fitted by one thread at a time.
    /// </summary>
    public bool IsShared => Text is not null;

    /// <summary>What that one is, as it was given; null where each trial has its own.</summary>
    public string? Text { get; }

    public IEstimator<ITransformer> Create(MLContext ml, ParameterValues values) =>
        _create(ml, values) ?? throw new InvalidOperationException("A step of the pipeline returned null in place of an estimator.");
}
