namespace MLExtensions.Contracts;

/// <summary>An estimator that tells what it was configured with.</summary>
internal interface IConfigured
{
    /// <summary>An object whose public properties are the options, as they were when the estimator was made.</summary>
    object Options { get; }
}
