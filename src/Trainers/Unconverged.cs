using Microsoft.ML.Runtime;
using MLExtensions.Optimization.Linear;

namespace MLExtensions.Trainers;

/// <summary>What a user is told when training ends by its maximum and not by convergence.</summary>
internal static class Unconverged
{
    public static void Warn(IChannel channel, LinearDescentResult result)
    {
        if (result.Converged)
            return;
        channel.Warning(
            MessageSensitivity.None,
            $"training used up its {result.Epochs} passes over the data before it converged; more l2Regularization, or fewer collinear features, would let it.");
    }
}
