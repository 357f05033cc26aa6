using MLExtensions;

namespace Sweeping;

/// <summary>Shows how far a sweep is.</summary>
internal interface ISweepView
{
    /// <summary>Runs it, with something to report to.</summary>
    T Watch<T>(string name, Func<IProgress<SweepProgress>, T> run);
}
