using MLExtensions;

namespace Mnist;

/// <summary>Keeps the last that the trainer reported.</summary>
internal sealed class TrainingClock : IProgress<TrainingProgress>
{
    public TrainingProgress Last { get; private set; }

    public void Report(TrainingProgress value) => Last = value;
}
