using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tuning.Pipelines;

namespace MLExtensions;

/// <summary>
/// A pipeline with parameters: estimators one after the other, some of them made anew for the values of a trial. It cannot be
/// changed; appending makes a longer one.
/// </summary>
/// <remarks>
/// What a step does not ask for, its result does not depend on. So all steps before the first that asks for a parameter are
/// fitted once for each fold, and those before a later one once for each fold and each combination of the values asked for by
/// then: give each estimator that depends on a parameter a step of its own. An estimator that is given as it is, is fitted again
/// and again, the first ones fold by fold; behind a step that depends on parameters one that draws random numbers had better be
/// made by a step, too, so that they do not depend on what is fitted at the same time. It also goes on with its own random
/// numbers from one sweep to the next, where a step begins anew with the seed of the sweep.
/// </remarks>
/// <example>
/// <code>
/// SweepPipeline pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
///     .Append((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(degree)))
///     .Append((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(lambda)));
/// </code>
/// </example>
public sealed class SweepPipeline
{
    private SweepPipeline(IEnumerable<SweepStep> steps) => Steps = [.. steps];

    internal IReadOnlyList<SweepStep> Steps { get; }

    /// <summary>A pipeline that begins with an estimator that depends on parameters.</summary>
    /// <param name="step">
    /// Makes the estimator from the values of a trial, with the context given to it, which has the same seed in every trial and
    /// fold, so that trials differ in their values alone.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    public static SweepPipeline Create(Func<MLContext, ParameterValues, IEstimator<ITransformer>> step) =>
        new([new SweepStep(step)]);

    /// <inheritdoc cref="Create(Func{MLContext, ParameterValues, IEstimator{ITransformer}})"/>
    /// <typeparam name="TTransformer">What the estimator makes; for languages without covariance.</typeparam>
    public static SweepPipeline Create<TTransformer>(Func<MLContext, ParameterValues, IEstimator<TTransformer>> step)
        where TTransformer : class, ITransformer =>
        Create((Func<MLContext, ParameterValues, IEstimator<ITransformer>>)step);

    /// <summary>A pipeline that begins with an estimator that depends on no parameter.</summary>
    /// <param name="step">The estimator, fitted for every fold.</param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    public static SweepPipeline Create(IEstimator<ITransformer> step) => new([new SweepStep(step)]);

    /// <inheritdoc cref="Create(IEstimator{ITransformer})"/>
    /// <typeparam name="TTransformer">What the estimator makes; for languages without covariance.</typeparam>
    public static SweepPipeline Create<TTransformer>(IEstimator<TTransformer> step)
        where TTransformer : class, ITransformer =>
        Create((IEstimator<ITransformer>)step);

    /// <summary>The pipeline with an estimator behind it that depends on parameters.</summary>
    /// <param name="step">
    /// Makes the estimator from the values of a trial, with the context given to it, which has the same seed in every trial and
    /// fold, so that trials differ in their values alone.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    public SweepPipeline Append(Func<MLContext, ParameterValues, IEstimator<ITransformer>> step) =>
        new(Steps.Append(new SweepStep(step)));

    /// <inheritdoc cref="Append(Func{MLContext, ParameterValues, IEstimator{ITransformer}})"/>
    /// <typeparam name="TTransformer">What the estimator makes; for languages without covariance.</typeparam>
    public SweepPipeline Append<TTransformer>(Func<MLContext, ParameterValues, IEstimator<TTransformer>> step)
        where TTransformer : class, ITransformer =>
        Append((Func<MLContext, ParameterValues, IEstimator<ITransformer>>)step);

    /// <summary>The pipeline with an estimator behind it that depends on no parameter.</summary>
    /// <param name="step">The estimator, fitted for every trial and fold.</param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    public SweepPipeline Append(IEstimator<ITransformer> step) => new(Steps.Append(new SweepStep(step)));

    /// <inheritdoc cref="Append(IEstimator{ITransformer})"/>
    /// <typeparam name="TTransformer">What the estimator makes; for languages without covariance.</typeparam>
    public SweepPipeline Append<TTransformer>(IEstimator<TTransformer> step)
        where TTransformer : class, ITransformer =>
        Append((IEstimator<ITransformer>)step);

    /// <summary>The pipeline for certain values, as an ordinary estimator.</summary>
    /// <param name="ml">The context that the estimators are made with.</param>
    /// <param name="values">A value for each of its parameters.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A value is missing.</exception>
    public IEstimator<ITransformer> At(MLContext ml, ParameterValues values)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentNullException.ThrowIfNull(values);
        return Steps.Select(step => step.Create(ml, values))
            .Aggregate(new EstimatorChain<ITransformer>(), (chain, estimator) => chain.Append(estimator));
    }
}
