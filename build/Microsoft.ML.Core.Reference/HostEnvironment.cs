namespace Microsoft.ML.Runtime;

/// <summary>What ML.NET's own components know of the environment that they are made with.</summary>
public interface IHostEnvironmentInternal
{
    int? Seed { get; }
}
