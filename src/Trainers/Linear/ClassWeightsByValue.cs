using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLExtensions.Values;

namespace MLExtensions.Trainers.Linear;

/// <summary>Factors by the names of the classes; 1 for a class that is not named.</summary>
/// <param name="factors">The factors, in the order in which they were given.</param>
internal sealed class ClassWeightsByValue(IReadOnlyDictionary<string, float> factors) : ClassWeights
{
    private readonly IReadOnlyDictionary<string, float> _factors = factors;

    /// <summary>Whether they are the same factors of the same classes.</summary>
    public override bool Equals(object? obj) => obj is ClassWeightsByValue other
        && _factors.Count == other._factors.Count
        && _factors.All(pair => other._factors.TryGetValue(pair.Key, out float factor) && factor == pair.Value);

    public override int GetHashCode() =>
        _factors.Aggregate(0, (hash, pair) => hash ^ HashCode.Combine(pair.Key.GetHashCode(StringComparison.Ordinal), pair.Value));

    private protected override double[] Factors(
        DataViewSchema.Column label, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, IChannel? warned)
    {
        ClassNames classes = ClassNames.Of(label);
        double[] ofClass = new double[classes.Count];
        var unknown = new HashSet<string>(_factors.Keys, StringComparer.Ordinal);
        for (int k = 0; k < ofClass.Length; k++)
        {
            ofClass[k] = _factors.GetValueOrDefault(classes[k], 1);
            unknown.Remove(classes[k]);
        }

        if (unknown.Count == 0)
            return ofClass;
        string text = $"Could not find class '{_factors.Keys.First(unknown.Contains)}', which has a class weight, in label column '{label.Name}'. {classes}";
        if (warned is null)
            throw Unknown("input", text);
        warned.Warning(MessageSensitivity.None, $"{text} The model is trained without it.");
        return ofClass;
    }

    private static ArgumentOutOfRangeException Unknown(string parameterName, string text) => new(parameterName, text);
}
