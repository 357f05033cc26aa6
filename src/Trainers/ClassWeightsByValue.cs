using Microsoft.ML;
using MLExtensions.Data;

namespace MLExtensions.Trainers;

/// <summary>Factors by the names of the classes; 1 for a class that is not named.</summary>
/// <param name="factors">The factors, in the order in which they were given.</param>
internal sealed class ClassWeightsByValue(IReadOnlyDictionary<string, float> factors) : ClassWeights
{
    private protected override double[] Factors(DataViewSchema.Column label, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights)
    {
        ClassNames classes = ClassNames.Of(label);
        double[] ofClass = new double[classes.Count];
        var unknown = new HashSet<string>(factors.Keys, StringComparer.Ordinal);
        for (int k = 0; k < ofClass.Length; k++)
        {
            ofClass[k] = factors.GetValueOrDefault(classes[k], 1);
            unknown.Remove(classes[k]);
        }

        return unknown.Count == 0 ? ofClass : throw Unknown("input", factors.Keys.First(unknown.Contains), label, classes);
    }

    private static ArgumentOutOfRangeException Unknown(
        string parameterName, string name, DataViewSchema.Column label, ClassNames classes) =>
        new(parameterName, $"Could not find class '{name}', which has a class weight, in label column '{label.Name}'. {classes}");
}
