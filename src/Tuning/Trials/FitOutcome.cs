using System.Reflection;
using MLExtensions.Arguments;
using MLExtensions.Tuning.Metrics;

namespace MLExtensions.Tuning.Trials;

/// <summary>What became of a trial on a fold.</summary>
/// <param name="Training">On the rows it was trained on.</param>
/// <param name="Validation">On the fold's own.</param>
/// <param name="Guess">What a guess without features scores on the fold's own.</param>
/// <param name="Examples">How many rows it was trained on.</param>
/// <param name="Time">What it took.</param>
internal sealed record FitOutcome(MetricValue Training, MetricValue Validation, MetricValue Guess, int Examples, TimeSpan Time)
{
    private static readonly MetricValue _none = new(double.NaN);

    /// <summary>Why there are no scores.</summary>
    public Exception? Failure { get; private init; }

    public static FitOutcome Failed(Exception failure, TimeSpan time) => new(_none, _none, _none, 0, time) { Failure = Unwrapped(failure) };

    /// <summary>
    /// ML.NET calls much by reflection, and on threads of its own, which hides the reason behind an exception that says nothing;
    /// what is thrown where memory is short says no more.
    /// </summary>
    private static Exception Unwrapped(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is OutOfMemoryException)
                return new InsufficientMemoryException($"There is not enough memory: at most {AmountText.OfBytes(AvailableMemory.Bytes)} may be used. Take fewer rows or features, or fewer threads, so that fewer folds are in memory at once. ({cause.Message})", failure);
        return failure is TargetInvocationException { InnerException: { } inner } ? Unwrapped(inner) : failure;
    }
}
