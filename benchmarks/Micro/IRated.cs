namespace MLExtensions.Benchmarks.Micro;

/// <summary>A class of benchmarks whose time is best told as a rate.</summary>
public interface IRated
{
    /// <summary>What is counted.</summary>
    string Unit { get; }

    /// <summary>How many of them an operation takes, once the parameters are set; no setup is run before.</summary>
    double WorkPerOperation { get; }
}
