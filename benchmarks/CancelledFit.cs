using System.Diagnostics;

namespace MLExtensions.Benchmarks;

/// <summary>A training that was cancelled on the way.</summary>
/// <param name="Delay">From the call of <see cref="CancellationTokenSource.Cancel()"/> to the exception that left training.</param>
/// <param name="Stage">Where the token was looked at.</param>
internal sealed record CancelledFit(TimeSpan Delay, string Stage)
{
    // The first that the exception came through decides.
    private static readonly (string Caller, string Stage)[] _stages =
    [
        ("ExampleReader", "reading"),
        ("DualityGap", "certificate"),
        ("GradientDescent", "minibatches"),
        ("LimitedMemoryBfgs", "quasi-Newton"),
        ("RidgeSystem", "solving"),
        ("ColumnScaling", "conditioning"),
        ("CenteredExamples", "conditioning"),
        ("LinearDescent", "between stages"),
    ];

    /// <summary>Trains, and cancels at a moment.</summary>
    /// <returns>Null if training had ended before.</returns>
    public static CancelledFit? Run(Training training, Moment moment)
    {
        using var source = new CancellationTokenSource();
        using var reached = new ManualResetEventSlim(moment.Epoch == 0);
        long cancelled = 0;
        var canceller = new Thread(() =>
        {
            reached.Wait();
            Thread.Sleep(moment.Delay);
            cancelled = Stopwatch.GetTimestamp();
            source.Cancel();
        });
        canceller.Start();
        try
        {
            training(source.Token, new EpochWatch(epoch =>
            {
                if (epoch >= moment.Epoch)
                    reached.Set();
            }));
            reached.Set();
            canceller.Join();
            return null;
        }
        catch (OperationCanceledException exception)
        {
            long left = Stopwatch.GetTimestamp();
            canceller.Join();
            return new CancelledFit(Stopwatch.GetElapsedTime(cancelled, left), StageOf(exception));
        }
    }

    private static string StageOf(OperationCanceledException exception)
    {
        string trace = exception.StackTrace ?? "";
        return _stages.FirstOrDefault(stage => trace.Contains(stage.Caller, StringComparison.Ordinal)).Stage ?? "other";
    }
}
