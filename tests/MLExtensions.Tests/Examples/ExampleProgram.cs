using System.Diagnostics;
using System.Text;

namespace MLExtensions.Tests.Examples;

/// <summary>Runs a built example as a process of its own, as its user would.</summary>
internal static class ExampleProgram
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(10);

    /// <summary>Runs it to its end and returns what it wrote; fails the test if it did not end with exit code 0.</summary>
    public static async Task<string> RunAsync(string name, CancellationToken cancellationToken)
    {
        // The tests lie in bin/<configuration>/<framework> of their project, the example in the same folder of its own.
        string built = Path.GetRelativePath(
            Path.Combine(RepositoryRoot.Path, "tests", "MLExtensions.Tests"), AppContext.BaseDirectory);
        string program = Path.Combine(RepositoryRoot.Path, "examples", name, built, $"{name}.dll");

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_timeout);
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            RedirectStandardError = true,
        })!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(timeout.Token);
            string output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            Assert.AreEqual(0, process.ExitCode, output + await errors);
            return output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
