namespace Microsoft.ML;

/// <summary>A fitted predictor of one feature column, whatever its model; the real one extends <c>ITransformer</c>.</summary>
public interface ISingleFeaturePredictionTransformer
{
    string FeatureColumnName { get; }
}
