using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Trainers;
using Spectre.Console;

namespace Digits.Presentation;

/// <summary>All that the example shows, from top to bottom.</summary>
internal sealed class Screen : IProgress<TrainingProgress>
{
    private readonly IAnsiConsole _console;
    private readonly ITrainingView _training;

    public Screen()
    {
        Console.OutputEncoding = Encoding.UTF8;

        // Spectre.Console would put colours into the logs of CI services it knows; what is redirected is to be plain.
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Enrichment = { UseDefaultEnrichers = false } });
        _training = Console.IsOutputRedirected ? new TrainingLines(_console) : new TrainingBars(_console);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value) => _training.Report(value);

    public void Introduce(IDataView train, IDataView test)
    {
        _console.MarkupLineInterpolated(
            $"[bold]Handwritten digits[/], {Digit.Width} × {Digit.Width} pixels: {Rows(train):N0} to learn from, {Rows(test):N0} others to test on.");
        _console.WriteLine();
    }

    /// <summary>Runs a trial of each contender while the screen shows how far it is.</summary>
    public IReadOnlyList<Trial> Watch(IReadOnlyList<Contender> contenders, Func<Contender, Trial> run) =>
        _training.Watch(contenders, run);

    public void Compare(IReadOnlyList<Trial> trials)
    {
        _console.Write(TrialTable.Of(trials));
        _console.MarkupLine("[grey]Degree 2: 2,144 features, the 64 pixels and every product of two.[/]");
        _console.WriteLine();
    }

    /// <summary>Shows some of the digits that were read correctly and some that were not.</summary>
    public void Show(Contender contender, string file, IReadOnlyList<Reading> readings)
    {
        ILookup<bool, Reading> byCorrectness = readings.ToLookup(reading => reading.IsCorrect);
        int correct = byCorrectness[true].Count();
        int mistaken = byCorrectness[false].Count();
        _console.MarkupLineInterpolated($"[bold]{contender.Name}[/], saved to and loaded from");
        _console.WriteLine(Path.GetRelativePath(Environment.CurrentDirectory, file));

        Section($"It reads {correct:N0} of the {readings.Count:N0} test digits correctly, such as:", byCorrectness[true]);
        if (mistaken > 0)
            Section($"The other {mistaken:N0} it mistakes, such as:", byCorrectness[false]);
    }

    private static int Rows(IDataView data) => data.GetColumn<int>(nameof(Digit.Label)).Count();

    private void Section(string title, IEnumerable<Reading> readings)
    {
        _console.WriteLine();
        _console.WriteLine(title);
        _console.WriteLine();
        _console.Write(DigitGallery.Of(readings, _console.Profile.Width));
    }
}
