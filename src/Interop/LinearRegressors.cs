using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace MLExtensions.Interop;

/// <summary>Makes ML.NET's own linear regression models and their transformers, whose constructors it keeps internal.</summary>
internal static class LinearRegressors
{
    /// <summary>A score w·x + b.</summary>
    public static LinearRegressionModelParameters LinearRegression(IHostEnvironment environment, float[] weights, float bias) =>
        NewLinearRegression(environment, new VBuffer<float>(weights.Length, weights), bias);

    /// <summary>The transformer that ML.NET's regression trainers return.</summary>
    public static RegressionPredictionTransformer<TModel> Transformer<TModel>(
        IHostEnvironment environment, TModel model, DataViewSchema schema, string featureColumnName)
        where TModel : class =>
        TransformerOf<TModel>.New(environment, model, schema, featureColumnName);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern LinearRegressionModelParameters NewLinearRegression(
        IHostEnvironment env, in VBuffer<float> weights, float bias);

    // An accessor of a generic type's member has to be declared in a type with the same type parameters.
    private static class TransformerOf<TModel>
        where TModel : class
    {
        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        public static extern RegressionPredictionTransformer<TModel> New(
            IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn);
    }
}
