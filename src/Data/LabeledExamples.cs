using MLExtensions.Matrices;

namespace MLExtensions.Data;

/// <summary>A classification data set in memory, in the order of the data view.</summary>
/// <param name="Features">Examples × features.</param>
/// <param name="Labels">The class of each example, from 0.</param>
/// <param name="Weights">The weight of each example, positive.</param>
/// <param name="Classes">The number of classes; some may have no example.</param>
internal sealed record LabeledExamples(FeatureMatrix Features, int[] Labels, float[] Weights, int Classes);
