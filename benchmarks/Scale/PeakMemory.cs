namespace MLExtensions.Benchmarks.Scale;

/// <summary>The most managed memory that is in use at once, garbage not yet collected included, beyond that at the beginning.</summary>
internal sealed class PeakMemory : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(1);

    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _sampler;
    private long _peak;

    public PeakMemory()
    {
        _peak = _before;
        _sampler = new Thread(Sample) { IsBackground = true };
        _sampler.Start();
    }

    /// <summary>Bytes, up to the moment that sampling ends.</summary>
    public long Stop()
    {
        _ended.Set();
        _sampler.Join();

        // The sampler may have had no processor to run on.
        _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: false));
        return _peak - _before;
    }

    public void Dispose()
    {
        Stop();
        _ended.Dispose();
    }

    private void Sample()
    {
        do
            _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: false));
        while (!_ended.Wait(_interval));
    }
}
