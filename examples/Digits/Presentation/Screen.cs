using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions;
using Optdigits;
using Plotting;
using Spectre.Console;
using Sweeping;
using Terminal;

namespace Digits.Presentation;

/// <summary>All that the example shows, from top to bottom.</summary>
internal sealed class Screen : IProgress<TrainingProgress>
{
    private readonly IAnsiConsole _console;
    private readonly ITrainingView _training;
    private readonly ISweepView _sweep;

    public Screen()
    {
        _console = TerminalOutput.Open();
        _training = Console.IsOutputRedirected ? new TrainingLines(_console) : new TrainingBars(_console);
        _sweep = SweepViews.On(_console);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value) => _training.Report(value);

    public void Introduce(IDataView train, IDataView test)
    {
        _console.MarkupLineInterpolated(
            $"[bold]Handwritten digits[/], {Digit.Width} × {Digit.Width} pixels: {Rows(train):N0} to learn from, {Rows(test):N0} others to test on.");
        _console.WriteLine();
    }

    /// <summary>Runs a sweep while the screen shows how far it is.</summary>
    public T Watch<T>(string name, Func<IProgress<SweepProgress>, T> run) => _sweep.Watch(name, run);

    public void Show(SweepResult sweep, SweepParameter<int> degree, SweepParameter<float> lambda)
    {
        _console.Write(SweepTable.Of(sweep, degree, lambda));
        Describe("Best", sweep.Best);
        Describe("Simplest within one standard error", sweep.Simplest);
        foreach (SweepEdge edge in sweep.Edges.Where(edge => edge.Parameter.Name != degree.Name))
            _console.WriteLine($"{edge}");
        _console.WriteLine();

        void Describe(string name, SweepTrial trial) => _console.WriteLine(
            $"{name}: degree {trial.Values.Get(degree)}, λ = {SweepTable.Lambda(trial.Values.Get(lambda))}.");
    }

    public void Show(LearningCurve curve)
    {
        Table table = new Table { Border = TableBorder.Simple };
        foreach (string heading in new[] { "Digits", "Validation accuracy", "Training accuracy" })
            table.AddColumn(heading, column => column.RightAligned());
        foreach (LearningPoint point in curve.Points)
            table.AddRow(point.Examples.ToString("N0", CultureInfo.InvariantCulture), $"{point.Trial.Validation}", $"{point.Trial.Training}");
        _console.Write(table);
    }

    /// <summary>Shows what the scores say, a sentence or two to a paragraph.</summary>
    public void Show(FitDiagnosis diagnosis)
    {
        foreach (string line in diagnosis.ToString().Split(Environment.NewLine))
            _console.Write(new Padder(new Text(line.TrimStart()), new Padding(line.StartsWith(' ') ? 2 : 0, 0, 0, 0)));
        _console.WriteLine();
    }

    public void Show(HeldOutEstimate estimate)
    {
        _console.WriteLine("Trained on all of them, and scored once, on digits that other people wrote:");
        _console.MarkupLineInterpolated($"[bold]{estimate}[/].");
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
    public void Show(string name, string file, IReadOnlyList<Reading> readings)
    {
        ILookup<bool, Reading> byCorrectness = readings.ToLookup(reading => reading.IsCorrect);
        int correct = byCorrectness[true].Count();
        int mistaken = byCorrectness[false].Count();
        _console.MarkupLineInterpolated($"[bold]{name}[/], saved to and loaded from");
        _console.WriteLine(Path.GetRelativePath(Environment.CurrentDirectory, file));

        Section($"It reads {correct:N0} of the {readings.Count:N0} test digits correctly, such as:", byCorrectness[true]);
        if (mistaken > 0)
            Section($"The other {mistaken:N0} it mistakes, such as:", byCorrectness[false]);
    }

    public void Show(FigureFolder pictures)
    {
        _console.WriteLine();
        _console.WritePictures(pictures.Files);
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
