using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;

namespace MLExtensions.Tuning.Pipelines;

/// <summary>What estimators are: their types and their options, a chain's those of its links.</summary>
/// <remarks>
/// ML.NET's trainers, and some of its transforms, keep an object of options. It is to be read before they are fitted, as some
/// write to it then.
/// </remarks>
internal static class EstimatorText
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Such as <c>SoftmaxRegressionTrainer (L2Regularization = 0.1)</c>, with the options that differ from their defaults.
    /// </summary>
    public static string Of(IEstimator<ITransformer> estimator)
    {
        Type type = estimator.GetType();
        if (IsChain(type))
            return $"[{string.Join(", ", Links(estimator, type).Select(Of))}]";
        string options = string.Join(", ", OptionsOf(estimator).SelectMany(OptionTexts.Of));
        return options.Length == 0 ? NameOf(type) : $"{NameOf(type)} ({options})";
    }

    /// <summary>The estimators of a chain, and of chains in it; another estimator itself.</summary>
    public static IEnumerable<IEstimator<ITransformer>> LinksOf(IEstimator<ITransformer> estimator) =>
        estimator.GetType() is var type && IsChain(type) ? Links(estimator, type).SelectMany(LinksOf) : [estimator];

    /// <summary>The name of a type, without namespaces.</summary>
    public static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;

    /// <summary>The fields of an object, those of its base types last.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
            foreach (FieldInfo field in type.GetFields(Own))
                yield return field;
    }

    private static IEnumerable<object> OptionsOf(IEstimator<ITransformer> estimator)
    {
        if (estimator is IConfigured configured)
            return [configured.Options];
        return FieldsOf(estimator.GetType())
            .Where(field => field.FieldType.Name.Contains("Options", StringComparison.Ordinal))
            .Select(field => field.GetValue(estimator)).OfType<object>()
            .SelectMany(options => options as IEnumerable<object> ?? [options]);
    }

    private static bool IsChain(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EstimatorChain<>);

    /// <summary>ML.NET keeps the links to itself.</summary>
    private static IEstimator<ITransformer>[] Links(IEstimator<ITransformer> chain, Type type) =>
        type.GetField("_estimators", BindingFlags.NonPublic | BindingFlags.Instance)?.GetValue(chain) as IEstimator<ITransformer>[]
            ?? throw new MissingFieldException(type.FullName, "_estimators");
}
