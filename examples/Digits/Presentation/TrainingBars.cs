using MLExtensions;
using Spectre.Console;

namespace Digits.Presentation;

/// <summary>Training as a bar for each contender, for a terminal.</summary>
internal sealed class TrainingBars(IAnsiConsole console) : ITrainingView
{
    /// <summary>What the columns other than the bars take.</summary>
    private const int WidthOfTheRest = 57;

    private ProgressTask? _running;

    /// <inheritdoc/>
    public IReadOnlyList<Trial> Watch(IReadOnlyList<Contender> contenders, Func<Contender, Trial> run)
    {
        // The bars hide the cursor, and Ctrl+C would leave it hidden.
        Console.CancelKeyPress += (_, _) => console.Cursor.Show();
        return Bars().Start(context =>
        {
            // All stand there from the beginning, so that one sees what is to come.
            var tasks = contenders.Select(contender => context.AddTask(contender.Name, autoStart: false)).ToList();
            return contenders.Zip(tasks, (contender, task) => Watch(contender, task, run)).ToList();
        });
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (_running is { } task)
            task.Tag = value;
    }

    private Progress Bars() => new Progress(console) { ExcludeVerticalPadding = true }.Columns(
        new TaskDescriptionColumn { Alignment = Justify.Left },
        new ProgressBarColumn
        {
            Width = Math.Clamp(console.Profile.Width - WidthOfTheRest, 8, 40),
            CompletedStyle = Color.Blue,
            FinishedStyle = Color.Green,
        },
        new TrainingColumn(progress => $"epoch {progress.Epoch,4}"),
        new TrainingColumn(progress => $"objective {progress.Objective,6:F1}"));

    private Trial Watch(Contender contender, ProgressTask task, Func<Contender, Trial> run)
    {
        // Training ends when it has converged, and nobody knows beforehand when that is.
        _running = task;
        task.StartTask();
        task.IsIndeterminate = true;
        Trial trial = run(contender);
        task.IsIndeterminate = false;
        task.Value = task.MaxValue;
        return trial;
    }
}
