using MLExtensions.Matrices;

namespace MLExtensions.Data;

/// <summary>A data set in memory, in the order of the data view.</summary>
/// <typeparam name="TTarget"><see cref="int"/>, a class from 0, or <see cref="float"/>, a number.</typeparam>
/// <param name="Features">Examples × features.</param>
/// <param name="Targets">The class or number of each example.</param>
/// <param name="Weights">The weight of each example, positive.</param>
internal sealed record LabeledExamples<TTarget>(FeatureMatrix Features, TTarget[] Targets, float[] Weights);
