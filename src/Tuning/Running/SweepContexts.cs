using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLExtensions.Tuning.Running;

/// <summary>
/// Makes the contexts that trials are made with: all with the same seed, so that what is random is the same in each.
/// </summary>
/// <remarks>What is made with one context in a certain order is the same whatever else happens at the same time.</remarks>
internal sealed class SweepContexts(IChannel channel, int seed)
{
    public MLContext Create()
    {
        var ml = new MLContext(seed);
        ml.Log += Forward;
        return ml;
    }

    /// <summary>The log of the sweep's own context gets what is logged in those of its trials.</summary>
    private void Forward(object? sender, LoggingEventArgs message)
    {
        lock (channel)
        {
            string text = $"{message.Source}: {message.RawMessage}";
            switch (message.Kind)
            {
                case ChannelMessageKind.Error:
                    channel.Error(MessageSensitivity.None, text);
                    break;
                case ChannelMessageKind.Warning:
                    channel.Warning(MessageSensitivity.None, text);
                    break;
                case ChannelMessageKind.Info:
                    channel.Info(MessageSensitivity.None, text);
                    break;
                default:
                    channel.Trace(MessageSensitivity.None, text);
                    break;
            }
        }
    }
}
