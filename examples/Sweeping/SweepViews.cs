using Spectre.Console;

namespace Sweeping;

/// <summary>Chooses how a sweep is shown.</summary>
internal static class SweepViews
{
    public static ISweepView On(IAnsiConsole console) =>
        Console.IsOutputRedirected ? new SweepLines(console) : new SweepBar(console);
}
