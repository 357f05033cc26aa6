using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLExtensions.Tests.Support;

/// <summary>Keeps the messages of a context.</summary>
internal sealed class RecordingLog
{
    private readonly List<LoggingEventArgs> _messages = [];

    public RecordingLog(MLContext ml) => ml.Log += (_, message) =>
    {
        lock (_messages)
            _messages.Add(message);
    };

    public string[] Warnings => Of(ChannelMessageKind.Warning);

    public string[] Infos => Of(ChannelMessageKind.Info);

    private string[] Of(ChannelMessageKind kind)
    {
        lock (_messages)
            return [.. _messages.Where(message => message.Kind == kind).Select(message => message.RawMessage)];
    }
}
