using MLExtensions;
using Spectre.Console;

namespace Sweeping;

/// <summary>A sweep as a few plain lines, for where the output is a file.</summary>
internal sealed class SweepLines(IAnsiConsole console) : ISweepView
{
    /// <summary>So many lines are enough.</summary>
    private const int Lines = 4;

    /// <inheritdoc/>
    public T Watch<T>(string name, Func<IProgress<SweepProgress>, T> run)
    {
        T result = run(new Report(console, name));
        console.WriteLine();
        return result;
    }

    private sealed class Report(IAnsiConsole console, string name) : IProgress<SweepProgress>
    {
        private int _written;

        void IProgress<SweepProgress>.Report(SweepProgress value)
        {
            int due = Lines * value.FinishedFits / value.PlannedFits;
            if (due == _written)
                return;
            _written = due;
            console.WriteLine($"{name}: {value.FinishedFits} of {value.PlannedFits} fits");
        }
    }
}
