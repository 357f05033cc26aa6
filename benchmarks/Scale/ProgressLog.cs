namespace MLExtensions.Benchmarks.Scale;

/// <summary>Keeps all that a trainer reports.</summary>
internal sealed class ProgressLog : IProgress<TrainingProgress>
{
    private readonly List<TrainingProgress> _reports = [];

    public IReadOnlyList<TrainingProgress> Reports => _reports;

    public void Report(TrainingProgress value) => _reports.Add(value);
}
