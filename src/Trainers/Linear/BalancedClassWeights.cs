using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Values;

namespace MLExtensions.Trainers.Linear;

/// <summary>Factors that give every class that has examples the same total weight.</summary>
internal sealed class BalancedClassWeights : ClassWeights
{
    private protected override double[] Factors(
        DataViewSchema.Column label, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, IChannel? warned)
    {
        double[] ofClass = new double[ClassNames.CountOf(label)];
        for (int i = 0; i < targets.Length; i++)
            ofClass[targets[i]] += weights[i];

        double share = ofClass.Sum() / ofClass.Count(weight => weight > 0);
        return Array.ConvertAll(ofClass, weight => weight > 0 ? share / weight : 1);
    }
}
