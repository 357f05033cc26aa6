using System.Diagnostics;

namespace MLExtensions.Tests.Support;

/// <summary>A console program of this solution, run in a process of its own.</summary>
internal sealed class SecondProcess
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>Beside MLExtensions and ML.NET.</summary>
    public static SecondProcess WithPackage { get; } = new("LoadWithPackage");

    /// <summary>Beside ML.NET alone.</summary>
    public static SecondProcess WithoutPackage { get; } = new("LoadWithoutPackage");

    private SecondProcess(string project)
    {
        // Built for the same configuration and framework as the tests: .../bin/Debug/net10.0/.
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        Folder = Path.Combine(Repository.Root, "tests", project, "bin", framework.Parent!.Name, framework.Name);
        Assembly = Path.Combine(Folder, project + ".dll");
    }

    /// <summary>What the program has beside it.</summary>
    public string Folder { get; }

    private string Assembly { get; }

    /// <summary>Runs the program to its end; fails the test, with what it wrote, if it fails.</summary>
    public void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Assembly);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{Assembly}' did not end within {_patience}.");
        }

        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, $"'{Assembly}' failed.\n{output.Result}\n{error.Result}");
    }
}
