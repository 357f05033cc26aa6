namespace MLExtensions.Tests.Support;

/// <summary>Counts fits, from any thread.</summary>
internal sealed class FitCounter
{
    private int _fits;

    public int Fits => _fits;

    public void Count() => Interlocked.Increment(ref _fits);
}
