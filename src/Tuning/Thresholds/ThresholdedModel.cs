using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Contracts;
using MLExtensions.Interop;

namespace MLExtensions.Tuning.Thresholds;

/// <summary>Changes the decision threshold of a fitted pipeline.</summary>
internal static class ThresholdedModel
{
    private static readonly MethodInfo _changeThreshold = typeof(BinaryClassificationCatalog).GetMethod(nameof(BinaryClassificationCatalog.ChangeModelThreshold))!;

    /// <summary>The model with another threshold in the last of its steps that has one.</summary>
    /// <exception cref="NotSupportedException">None has.</exception>
    public static ITransformer Of(ITransformer model, float threshold) =>
        Changed(model, threshold) ?? throw new NotSupportedException(
            $"No step of the model has a decision threshold: one that has is the {typeof(BinaryPredictionTransformer<>).Name.Split('`')[0]} of ML.NET's binary trainers, or the transformer of this library's nearest neighbors. Compare the column '{DefaultColumnNames.Score}' with the threshold yourself, as by CustomMapping.");

    private static ITransformer? Changed(ITransformer model, float threshold)
    {
        if (model is IThresholded own)
            return own.WithThreshold(threshold);
        if (model.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(BinaryPredictionTransformer<>))
            return (ITransformer)_changeThreshold.MakeGenericMethod(type.GetGenericArguments()).Invoke(new MLContext().BinaryClassification, [model, threshold])!;
        if (model is not IEnumerable<ITransformer> chain)
            return null;
        ITransformer[] steps = [.. chain];
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            if (Changed(steps[i], threshold) is not { } changed)
                continue;
            steps[i] = changed;
            return new TransformerChain<ITransformer>(steps);
        }

        return null;
    }
}
