using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace MLExtensions.Interop;

/// <summary>Makes ML.NET's own linear binary models and their transformers, whose constructors it keeps internal.</summary>
internal static class LinearBinaryClassifiers
{
    /// <summary>A score w·x + b.</summary>
    public static LinearBinaryModelParameters LinearBinary(IHostEnvironment environment, float[] weights, float bias) =>
        NewLinearBinary(environment, new VBuffer<float>(weights.Length, weights), bias, null);

    /// <summary>A score s = w·x + b, and the probability 1 / (1 + exp(−s)).</summary>
    public static CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator> Logistic(
        IHostEnvironment environment, float[] weights, float bias) =>
        (CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>)Calibrated<LinearBinaryModelParameters, PlattCalibrator>.New(
            environment, LinearBinary(environment, weights, bias), NewPlatt(environment, slope: -1, offset: 0));

    /// <summary>What a calibrator makes of a score.</summary>
    public static float Probability(PlattCalibrator calibrator, float score) => (float)(1 / (1 + Math.Exp(calibrator.Slope * score + calibrator.Offset)));

    /// <summary>The transformer that ML.NET's binary trainers return.</summary>
    public static BinaryPredictionTransformer<TModel> Transformer<TModel>(
        IHostEnvironment environment, TModel model, DataViewSchema schema, string featureColumnName)
        where TModel : class =>
        TransformerOf<TModel>.New(environment, model, schema, featureColumnName, 0, DefaultColumnNames.Score);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern LinearBinaryModelParameters NewLinearBinary(
        IHostEnvironment env, in VBuffer<float> weights, float bias, ModelStatisticsBase? stats);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PlattCalibrator NewPlatt(IHostEnvironment env, double slope, double offset);

    // An accessor of a generic type's member has to be declared in a type with the same type parameters.
    private static class TransformerOf<TModel>
        where TModel : class
    {
        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        public static extern BinaryPredictionTransformer<TModel> New(
            IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, float threshold, string thresholdColumn);
    }

    private static class Calibrated<TModel, TCalibrator>
        where TModel : class
        where TCalibrator : class, ICalibrator
    {
        [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
        [return: UnsafeAccessorType("Microsoft.ML.Calibrators.ParameterMixingCalibratedModelParameters`2[[!0],[!1]], Microsoft.ML.Data")]
        public static extern object New(IHostEnvironment env, TModel predictor, TCalibrator calibrator);
    }
}
