using System.Diagnostics;
using System.Text;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Support;

/// <summary>A console program of this solution, run in a process of its own as its user would.</summary>
internal sealed class SecondProcess
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private SecondProcess(string parent, string project)
    {
        // Built for the same configuration and framework as the tests: .../bin/Debug/net10.0/.
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        Folder = Path.Combine(Repository.Root, parent, project, "bin", framework.Parent!.Name, framework.Name);
        Assembly = Path.Combine(Folder, project + ".dll");
    }

    /// <summary>Loads a model beside MLExtensions and ML.NET.</summary>
    public static SecondProcess WithPackage { get; } = new("tests", "LoadWithPackage");

    /// <summary>Loads a model beside ML.NET alone.</summary>
    public static SecondProcess WithoutPackage { get; } = new("tests", "LoadWithoutPackage");

    /// <summary>What the program has beside it.</summary>
    public string Folder { get; }

    private string Assembly { get; }

    public static SecondProcess Example(string name) => new("examples", name);

    /// <summary>Runs the program to its end and returns what it wrote; fails the test, with all it wrote, if it fails.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        (int exitCode, string output, string errors) = await EndAsync(arguments, cancellationToken);
        Assert.AreEqual(0, exitCode, $"'{Assembly}' failed.\n{output}\n{errors}");
        return output;
    }

    /// <summary>Runs the program, which is to fail, and returns what it complained of.</summary>
    public async Task<string> FailAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        (int exitCode, string output, string errors) = await EndAsync(arguments, cancellationToken);
        Assert.AreNotEqual(0, exitCode, $"'{Assembly}' did not fail.\n{output}");
        return errors;
    }

    private async Task<(int ExitCode, string Output, string Errors)> EndAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            RedirectStandardError = true,
        })!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
