using MLExtensions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Digits.Presentation;

/// <summary>A text beside a progress bar, made from the last report of the trainer; empty before the first.</summary>
internal sealed class TrainingColumn(Func<TrainingProgress, string> text) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(task.Tag is TrainingProgress progress ? text(progress) : "", Color.Grey);
}
