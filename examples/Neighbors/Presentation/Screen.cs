using System.Globalization;
using MLExtensions;
using Optdigits;
using Spectre.Console;
using Sweeping;
using Terminal;

namespace Neighbors.Presentation;

/// <summary>All that the example shows, from top to bottom.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _console = TerminalOutput.Open();

    public void Introduce(IReadOnlyList<NumberedDigit> known, IReadOnlyList<NumberedDigit> others)
    {
        _console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[bold]Handwritten digits[/], {Digit.Width} × {Digit.Width} pixels: {known.Count:N0} that are known, {others.Count:N0} others to be read.");
        _console.WriteLine("A digit is read as most of the k known ones nearest to it.");
        _console.WriteLine();
    }

    /// <summary>Runs a sweep while the screen shows how far it is.</summary>
    public T Watch<T>(string name, Func<IProgress<SweepProgress>, T> run) => SweepViews.On(_console).Watch(name, run);

    public void Show(SweepResult sweep, SearchSpace space)
    {
        _console.WriteLine("Accuracy in percent, of five-fold cross-validation of the known digits:");
        _console.Write(ScoreTable.Of(sweep, space));
        Explain(Marks.Best, "best", sweep.Best);
        _console.WriteLine($"{Marks.Close} within one standard error of that; the simplest, with the largest k, is taken:");
        Explain(Marks.Chosen, "taken", sweep.Simplest);
        _console.WriteLine();
        _console.Write(InfluenceTable.Of(sweep));

        void Explain(char mark, string what, SweepTrial trial) => _console.WriteLine($"{mark} {what}: {trial}");
    }

    public void Show(HeldOutEstimate estimate)
    {
        _console.WriteLine("With all of them known, on digits that other people wrote:");
        _console.MarkupLineInterpolated($"[bold]{estimate}[/].");
        _console.WriteLine();
    }

    /// <summary>Shows digits beside those that decided what they were read as.</summary>
    public void Show(ReadingSample sample)
    {
        _console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sample.AllRight:N0} are read correctly, most as clearly as the first of these, few as narrowly as the others."));
        Write(sample.Right);
        _console.WriteLine($"{sample.AllWrong} are mistaken. The neighbors were surest of these:");
        Write(sample.Wrong);
    }

    public void Show(Pictures pictures) => _console.WritePictures(pictures.Files);

    private void Write(IEnumerable<Reading> readings)
    {
        _console.WriteLine();
        foreach (Reading reading in readings)
        {
            _console.Write(NeighborStrip.Heading(reading));
            _console.WriteLine();
            _console.Write(NeighborStrip.Of(reading, _console.Profile.Width));
            _console.WriteLine();
        }
    }
}
