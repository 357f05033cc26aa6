using Microsoft.ML;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>How soon training ends once it is cancelled.</summary>
internal static class CancellingTable
{
    private const double GoalMilliseconds = 100;

    /// <summary>Moments before the first epoch and after the last, beside those spread over the whole run.</summary>
    private const int MomentsAtEachEnd = 5;

    /// <returns>Whether all trainings ended in time.</returns>
    public static bool Print()
    {
        ReferenceData data = ImageData.Load();
        var ml = new MLContext(seed: 1);
        IDataView classes = data.ToDataView(ml);
        IDataView numbers = data.ToDataView(ml, oneClass: 0);
        var table = new MarkdownTable(
            ["trainer", "latest in"], ["seconds to fit", "cancelled", "median, ms", "maximum, ms"]);
        bool inTime = true;

        Add("SoftmaxRegression", 20, (token, progress) => ml.MulticlassClassification.Trainers.SoftmaxRegression(
            new SoftmaxRegressionTrainer.Options { ReportDualityGap = true, Seed = 1, CancellationToken = token, Progress = progress }).Fit(classes));
        Add("MulticlassSvm", 12, (token, progress) => ml.MulticlassClassification.Trainers.MulticlassSvm(
            new MulticlassSvmTrainer.Options { Seed = 1, CancellationToken = token, Progress = progress }).Fit(classes));
        foreach (RidgeSolver solver in (RidgeSolver[])[RidgeSolver.Exact, RidgeSolver.Descent])
        {
            Add($"RidgeRegression, {solver}", 20, (token, progress) => ml.Regression.Trainers.RidgeRegression(
                new RidgeRegressionTrainer.Options { Solver = solver, ReportDualityGap = true, Seed = 1, CancellationToken = token, Progress = progress }).Fit(numbers));
        }

        Console.WriteLine($"{data.Name}, {data.Rows} × {data.Columns}");
        table.Print();
        return inTime;

        void Add(string name, int moments, Training training)
        {
            // The first compiles the code.
            Timeline.Of(training);
            var timeline = Timeline.Of(training);
            var fits = new List<CancelledFit>();
            foreach (Moment moment in timeline.Moments(moments, MomentsAtEachEnd))
            {
                if (CancelledFit.Run(training, moment) is not { } fit)
                    continue;
                fits.Add(fit);
                Console.Error.WriteLine($"{name}, epoch {moment.Epoch} + {moment.Delay.TotalSeconds:F3} s: {fit.Delay.TotalMilliseconds:F1} ms, {fit.Stage}");
            }

            fits.Sort((one, other) => one.Delay.CompareTo(other.Delay));
            inTime &= fits[^1].Delay.TotalMilliseconds <= GoalMilliseconds;
            table.Add(
                $"{name}", $"{fits[^1].Stage}", $"{timeline.Total.TotalSeconds:F1}", $"{fits.Count}",
                $"{fits[fits.Count / 2].Delay.TotalMilliseconds:F1}", $"{fits[^1].Delay.TotalMilliseconds:F1}");
        }
    }
}
