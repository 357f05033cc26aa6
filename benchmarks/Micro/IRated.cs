namespace MLExtensions.Benchmarks.Micro;

/// <summary>A class of benchmarks whose time is best told as a rate. Public, as BenchmarkDotNet wants those classes to be.</summary>
public interface IRated
{
    /// <summary>The unit of the rate, billions a second of what is counted.</summary>
    string Unit { get; }

    /// <summary>How much an operation does, in what is counted, once the parameters are set; no setup is run before.</summary>
    double WorkPerOperation { get; }
}
