using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MLExtensions.Benchmarks.Micro;

/// <summary>The parts that training is made of, each measured by itself.</summary>
internal static class MicroBenchmarks
{
    /// <param name="arguments">BenchmarkDotNet's; without a filter all are run.</param>
    /// <returns>0 if all ran, 1 if not.</returns>
    public static int Run(string[] arguments)
    {
        // In this process: nothing is generated and built, so that the SDK alone is enough.
        IConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(new RateColumn())
            .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
            .HideColumns(
                Column.Error, Column.Job, Column.Toolchain, Column.IterationCount, Column.LaunchCount, Column.WarmupCount,
                Column.RatioSD, Column.AllocRatio);
        bool hasFilter = arguments.Any(argument => argument is "-f" or "--filter" or "--list");
        string[] all = hasFilter ? arguments : [.. arguments, "--filter", "*"];
        Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(all, config)];
        return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
