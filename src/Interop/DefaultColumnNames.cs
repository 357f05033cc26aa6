namespace MLExtensions.Interop;

/// <summary>The column names that ML.NET's components agree on.</summary>
internal static class DefaultColumnNames
{
    public const string Features = "Features";
    public const string Label = "Label";
    public const string Score = "Score";
    public const string Probability = "Probability";
    public const string PredictedLabel = "PredictedLabel";
}
