using MLExtensions;

namespace Digits.Presentation;

/// <summary>Shows training as it goes. What trainers report to it belongs to the contender that is running.</summary>
internal interface ITrainingView : IProgress<TrainingProgress>
{
    /// <summary>Runs a trial of each contender, one after the other.</summary>
    IReadOnlyList<Trial> Watch(IReadOnlyList<Contender> contenders, Func<Contender, Trial> run);
}
