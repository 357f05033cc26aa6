using MLExtensions;
using Spectre.Console;

namespace Sweeping;

/// <summary>A sweep as a bar, for a terminal.</summary>
internal sealed class SweepBar(IAnsiConsole console) : ISweepView
{
    /// <inheritdoc/>
    public T Watch<T>(string name, Func<IProgress<SweepProgress>, T> run) =>
        new Progress(console) { AutoClear = true, ExcludeVerticalPadding = true }
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => run(new Report(context.AddTask(name))));

    private sealed class Report(ProgressTask task) : IProgress<SweepProgress>
    {
        void IProgress<SweepProgress>.Report(SweepProgress value) =>
            (task.MaxValue, task.Value) = (value.PlannedFits, value.FinishedFits);
    }
}
