using System.Globalization;
using MLExtensions;
using Plotting;
using Spectre.Console;
using Sweeping;
using Terminal;

namespace Tumors.Presentation;

/// <summary>All that the example shows, from top to bottom.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _console = TerminalOutput.Open();

    public void Introduce(bool[] train, bool[] test)
    {
        _console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[bold]Tumors[/], {Tumor.Measurements} measurements of each: {train.Length} to learn from, {train.Count(label => label)} of them malignant; {test.Length} others put aside, {test.Count(label => label)} malignant.");
        _console.WriteLine();
    }

    /// <summary>Runs a sweep while the screen shows how far it is.</summary>
    public T Watch<T>(string name, Func<IProgress<SweepProgress>, T> run) => SweepViews.On(_console).Watch(name, run);

    public void Show(BinarySweepResult sweep, SweepTrial chosen)
    {
        _console.WriteLine($"{sweep}");
        _console.WriteLine();
        _console.WriteLine($"{sweep.Diagnose(chosen)}");
        _console.WriteLine();
    }

    public void Show(params (string Goal, DecisionThreshold Threshold)[] thresholds)
    {
        _console.WriteLine("Where to draw the line, on tumors that models had not seen:");
        Table table = new Table { Border = TableBorder.Simple }.AddColumn("Malignant if", column => column.NoWrap());
        foreach (string heading in (string[])["p above", "Precision", "Recall", "Alarms", "Missed"])
            table.AddColumn(heading, column => column.RightAligned().NoWrap().Padding(0, 1));
        foreach ((string goal, DecisionThreshold threshold) in thresholds)
        {
            double probability = 1 / (1 + Math.Exp(-threshold.Value));
            table.AddRow(
                goal, Number(probability, "F3"), Number(threshold.Precision, "F3"), Number(threshold.Recall, "F3"),
                Number(threshold.FalsePositives, "N0"), Number(threshold.FalseNegatives, "N0"));
        }

        _console.Write(table);
        _console.WriteLine("p is the probability that it is malignant; alarms are false. Each tumor is counted twice, as there are two splits. The last line is taken.");
        _console.WriteLine();
    }

    public void Show(HeldOutEstimate estimate, IReadOnlyList<TumorPrediction> predictions)
    {
        _console.WriteLine("Learnt from all of them, saved, loaded, and asked about those put aside:");
        _console.MarkupLineInterpolated($"[bold]{estimate}[/].");
        int found = predictions.Count(tumor => tumor.Label && tumor.PredictedLabel), malignant = predictions.Count(tumor => tumor.Label);
        int alarms = predictions.Count(tumor => !tumor.Label && tumor.PredictedLabel);
        _console.WriteLine($"Of {malignant} malignant tumors {found} are found; of {predictions.Count - malignant} others {alarms} raise a false alarm.");
        foreach (TumorPrediction missed in predictions.Where(tumor => tumor.Label && !tumor.PredictedLabel))
            _console.WriteLine($"One is missed, to which the model gave a probability of {Number(missed.Probability, "F3")}.");
        _console.WriteLine();
    }

    public void Show(FigureFolder pictures) => _console.WritePictures(pictures.Files);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
