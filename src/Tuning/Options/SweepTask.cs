using Microsoft.ML.Runtime;
using MLExtensions.Interop;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Options;

/// <summary>What is to be predicted, and how models are scored and chosen.</summary>
/// <param name="Environment">The environment of the user's context.</param>
/// <param name="Options">The user's, checked.</param>
/// <param name="Scorer">The metric.</param>
internal sealed record SweepTask(IHost Environment, SweepOptions Options, Scorer Scorer)
{
    /// <summary>What seeds the sweep.</summary>
    public int Seed { get; init; } = Options.Seed ?? ContextSeed.Of(Environment);

    /// <summary>Where scores are kept, if anywhere.</summary>
    public string? CheckpointFile { get; init; } = Options.CheckpointFile;

    /// <summary>Whether to score each class, too.</summary>
    public bool PerClass => Options.ScoresClasses;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static SweepTask Of(IHostEnvironment environment, SweepOptions options)
    {
        options.Check();
        return new SweepTask(environment.Register("Sweep"), options, options.CreateScorer());
    }
}
