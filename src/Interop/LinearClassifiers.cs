using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace MLExtensions.Interop;

/// <summary>Makes ML.NET's own linear multiclass models and their transformers, whose constructors it keeps internal.</summary>
internal static class LinearClassifiers
{
    /// <summary>Scores turned into probabilities by softmax.</summary>
    public static MaximumEntropyModelParameters MaximumEntropy(IHostEnvironment environment, float[][] weights, float[] biases) =>
        NewMaximumEntropy(environment, ToVectors(weights), biases, weights.Length, weights[0].Length, null, null);

    /// <summary>Scores as they are.</summary>
    public static LinearMulticlassModelParameters LinearMulticlass(IHostEnvironment environment, float[][] weights, float[] biases) =>
        NewLinearMulticlass(environment, ToVectors(weights), biases, weights.Length, weights[0].Length, null, null);

    /// <summary>The transformer that ML.NET's multiclass trainers return.</summary>
    public static MulticlassPredictionTransformer<TModel> Transformer<TModel>(
        IHostEnvironment environment, TModel model, DataViewSchema schema, string featureColumnName, string labelColumnName)
        where TModel : class =>
        TransformerOf<TModel>.New(
            environment, model, schema, featureColumnName, labelColumnName, DefaultColumnNames.Score, DefaultColumnNames.PredictedLabel);

    private static VBuffer<float>[] ToVectors(float[][] weights) =>
        Array.ConvertAll(weights, row => new VBuffer<float>(row.Length, row));

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern MaximumEntropyModelParameters NewMaximumEntropy(
        IHostEnvironment env, VBuffer<float>[] weights, float[] bias, int numClasses, int numFeatures, string[]? labelNames, ModelStatisticsBase? stats);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern LinearMulticlassModelParameters NewLinearMulticlass(
        IHostEnvironment env, VBuffer<float>[] weights, float[] bias, int numClasses, int numFeatures, string[]? labelNames, ModelStatisticsBase? stats);

    // An accessor of a generic type's member has to be declared in a type with the same type parameters.
    private static class TransformerOf<TModel>
        where TModel : class
    {
        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        public static extern MulticlassPredictionTransformer<TModel> New(
            IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, string labelColumn, string scoreColumn, string predictedLabel);
    }
}
