using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tuning;

/// <summary>What estimators are called: by their types, a chain by those of its links.</summary>
internal static class EstimatorNames
{
    public static string Of(IEstimator<ITransformer> estimator)
    {
        Type type = estimator.GetType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EstimatorChain<>)
            ? $"[{string.Join(", ", Links(estimator, type).Select(Of))}]" : NameOf(type);
    }

    /// <summary>ML.NET keeps the links to itself.</summary>
    private static IEstimator<ITransformer>[] Links(IEstimator<ITransformer> chain, Type type) =>
        type.GetField("_estimators", BindingFlags.NonPublic | BindingFlags.Instance)?.GetValue(chain) as IEstimator<ITransformer>[]
            ?? throw new MissingFieldException(type.FullName, "_estimators");

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;
}
