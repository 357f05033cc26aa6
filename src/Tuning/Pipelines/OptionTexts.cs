using System.Collections;
using System.Reflection;
using Microsoft.ML;
using MLExtensions.Values;

namespace MLExtensions.Tuning.Pipelines;

/// <summary>Options of estimators as texts, by their values.</summary>
internal static class OptionTexts
{
    /// <summary>Options refer to few others.</summary>
    private const int Deepest = 4;

    /// <summary>They decide how, and not what is learnt.</summary>
    private static readonly string[] _withoutEffect = ["NumberOfThreads", "CancellationToken", "Progress"];

    /// <summary>
    /// Such as <c>NumberOfIterations = 2</c>, of every option that differs from its default, where there are defaults.
    /// </summary>
    public static IEnumerable<string> Of(object options)
    {
        object? defaults = DefaultsOf(options.GetType());
        return ValuesOf(options)
            .Select(option => (option.Name, Text: TextOf(option.Value(options), depth: 0), Default: defaults is null ? null : TextOf(option.Value(defaults), depth: 0)))
            .Where(option => option.Text != option.Default)
            .Select(option => $"{option.Name} = {option.Text}");
    }

    private static IEnumerable<(string Name, Func<object, object?> Value)> ValuesOf(object options)
    {
        Type type = options.GetType();
        IEnumerable<(string Name, Func<object, object?> Value)> properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanRead)
            .Select(property => (property.Name, (Func<object, object?>)property.GetValue));

        // ML.NET's options are fields.
        IEnumerable<(string Name, Func<object, object?> Value)> fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Select(field => (field.Name, (Func<object, object?>)field.GetValue));
        return properties.Concat(fields).Where(option => !_withoutEffect.Contains(option.Name)).OrderBy(option => option.Name, StringComparer.Ordinal);
    }

    private static object? DefaultsOf(Type type) =>
        type.GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, Type.EmptyTypes)?.Invoke([]);

    /// <summary>Of types that nothing is known of, and of what is too deep, the name alone.</summary>
    private static string TextOf(object? value, int depth)
    {
        if (value is null)
            return "none";
        Type type = value.GetType();
        if (value is string or ReadOnlyMemory<char> || type.IsEnum || type.IsPrimitive || value is decimal or TimeSpan or DateTime or DateTimeOffset)
            return ValueText.Of(value);
        if (value is IEstimator<ITransformer> estimator)
            return EstimatorText.Of(estimator);
        if (depth == Deepest || value is Delegate)
            return EstimatorText.NameOf(type);
        if (value is IEnumerable items)
            return $"[{string.Join(", ", items.Cast<object?>().Select(item => TextOf(item, depth + 1)))}]";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            return $"{Part("Key")}: {Part("Value")}";
        if (type.Assembly != typeof(OptionTexts).Assembly)
            return EstimatorText.NameOf(type);
        string fields = string.Join(", ", EstimatorText.FieldsOf(type).Select(field => TextOf(field.GetValue(value), depth + 1)));
        return fields.Length == 0 ? EstimatorText.NameOf(type) : $"{EstimatorText.NameOf(type)}({fields})";

        string Part(string name) => TextOf(type.GetProperty(name)!.GetValue(value), depth + 1);
    }
}
