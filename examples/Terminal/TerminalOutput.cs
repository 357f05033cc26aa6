using System.Text;
using Spectre.Console;

namespace Terminal;

/// <summary>What all examples have in common in what they print.</summary>
internal static class TerminalOutput
{
    /// <summary>The terminal, or the file that the output goes to.</summary>
    public static IAnsiConsole Open()
    {
        Console.OutputEncoding = Encoding.UTF8;

        // Spectre.Console would put colors into the logs of CI services it knows; what is redirected is to be plain.
        return AnsiConsole.Create(new AnsiConsoleSettings { Enrichment = { UseDefaultEnrichers = false } });
    }

    /// <summary>Says which pictures have been saved.</summary>
    public static void WritePictures(this IAnsiConsole console, IReadOnlyList<string> files)
    {
        console.WriteLine("Pictures:");
        foreach (string file in files)
            console.WriteLine("  " + Path.GetRelativePath(Environment.CurrentDirectory, file));
    }
}
