extern alias internals;

using internals::Microsoft.ML.Runtime;
using Microsoft.ML.Runtime;

namespace MLExtensions.Interop;

/// <summary>What random numbers begin with where the user's options set no seed.</summary>
internal static class ContextSeed
{
    /// <summary>
    /// The seed of the <c>MLContext</c>, whatever was made with it before, as ML.NET's cross-validation takes it; a fresh number
    /// each time where the context has none.
    /// </summary>
    public static int Of(IHost host) => ((IHostEnvironmentInternal)host).Seed ?? host.Rand.Next();
}
