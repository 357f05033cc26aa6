using System.Globalization;
using System.Numerics;
using MLExtensions;
using Spectre.Console;

namespace Digits.Presentation;

/// <summary>Training as plain lines, ever fewer as it goes on, for where the output is a file.</summary>
internal sealed class TrainingLines(IAnsiConsole console) : ITrainingView
{
    private string _name = "";
    private TrainingProgress _last;

    /// <inheritdoc/>
    public IReadOnlyList<Trial> Watch(IReadOnlyList<Contender> contenders, Func<Contender, Trial> run)
    {
        var trials = new List<Trial>();
        foreach (Contender contender in contenders)
        {
            _name = contender.Name;
            trials.Add(run(contender));
            WriteLine("done");
        }

        return trials;
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        _last = value;
        if (value.Epoch > 1 && BitOperations.IsPow2(value.Epoch) && BitOperations.Log2((uint)value.Epoch) % 2 == 0)
            WriteLine("training");
    }

    private void WriteLine(string state) => console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{_name}: {state}, epoch {_last.Epoch}, objective {_last.Objective:F1}"));
}
