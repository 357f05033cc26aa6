using System.Diagnostics;
using System.Globalization;
using Gallery;
using Microsoft.ML.Data;
using MLExtensions;
using Spectre.Console;
using Terminal;

namespace Mnist.Presentation;

/// <summary>All that the example shows, from top to bottom.</summary>
internal sealed class Screen
{
    private const int PairsShown = 8;

    private readonly IAnsiConsole _console = TerminalOutput.Open();

    /// <summary>Says which files are missing, and where they can be had.</summary>
    public static void ExplainWhereFrom(string? folder)
    {
        Console.Error.WriteLine(folder is null
            ? $"There is no folder {MnistFolder.Default} above this program with the four files of MNIST:"
            : $"The folder '{folder}' does not hold the four files of MNIST:");
        foreach (string name in MnistFolder.FileNames)
            Console.Error.WriteLine($"  {name}");
        Console.Error.WriteLine("They are published, as they have to be here, at");
        foreach (string source in MnistFolder.Sources)
            Console.Error.WriteLine($"  {source}");
        Console.Error.WriteLine("Once you have them: dotnet run -c Release --project examples/Mnist -- <folder>");
    }

    /// <summary>Runs a step and shows how long it took.</summary>
    public T Time<T>(string step, Func<T> run)
    {
        _console.Write($"{step}: ");
        var watch = Stopwatch.StartNew();
        T result = run();
        WriteLine($"{watch.Elapsed.TotalSeconds:F1} s");
        return result;
    }

    /// <param name="end">The last that the trainer reported.</param>
    public void Report(TrainingProgress end) =>
        WriteLine($"  of which the trainer: {end.Elapsed.TotalSeconds:F1} s, {end.Epoch} epochs, objective {end.Objective:F1}");

    public void Show(MulticlassClassificationMetrics metrics)
    {
        _console.WriteLine();
        WriteLine($"Accuracy {100 * metrics.MicroAccuracy:F2} %, log-loss {metrics.LogLoss:F3}");
    }

    /// <summary>Shows which numbers are mistaken for which, and the mistakes that the model was surest of.</summary>
    public void ShowMistakes(IReadOnlyList<Reading> readings)
    {
        Reading[] mistakes = [.. readings.Where(reading => !reading.IsCorrect)];
        _console.WriteLine();
        WriteLine($"{mistakes.Length} digits are mistaken. Most often:");
        _console.Write(Pairs(mistakes));
        WriteLine($"It was surest of these:");
        _console.WriteLine();
        _console.Write(PictureGallery.Of(
            mistakes.OrderByDescending(reading => reading.Confidence).Select(MnistPicture.Of), _console.Profile.Width));
    }

    private static Table Pairs(IEnumerable<Reading> mistakes)
    {
        Table table = new Table { Border = TableBorder.Simple }
            .AddColumn("Is").AddColumn("Read as").AddColumn("Digits", column => column.RightAligned());
        var pairs = mistakes.GroupBy(reading => (reading.Number, reading.PredictedNumber))
            .OrderByDescending(pair => pair.Count()).ThenBy(pair => pair.Key);
        foreach (var pair in pairs.Take(PairsShown))
            table.AddRow(Text(pair.Key.Number), Text(pair.Key.PredictedNumber), Text(pair.Count()));
        return table;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private void WriteLine(FormattableString line) => _console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
