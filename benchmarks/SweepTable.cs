using Microsoft.ML;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>λ of softmax regression chosen by five-fold cross-validation: a plain loop, a sweep trial by trial, and one that trains together.</summary>
internal static class SweepTable
{
    private const int Runs = 3;
    private const int Seed = 1;

    private static readonly SweepParameter<float> _penalties = SweepParameter.L2Regularization(0.001f, 1000, count: 13);

    /// <summary>Twenty, for the images.</summary>
    private static readonly SweepParameter<float> _morePenalties = SweepParameter.L2Regularization(0.1f, 1000, count: 20);

    /// <param name="dataSets">Those to run; none means all.</param>
    /// <returns>0, or 2 if a data set is not known.</returns>
    public static int Print(string[] dataSets)
    {
        if (PeerData.Choose(dataSets) is not { } names)
            return 2;

        var table = new MarkdownTable(
            ["data set", "λ"], ["loop, s", "one by one, s", "together, s", "times as fast", "difference, SE", "λ by loop", "by sweep", "within one SE"]);
        foreach (string name in names)
            if (PeerData.Load(name) is { } data)
                Add(table, data.Training);
            else
                Console.Error.WriteLine($"{name} skipped: it is in ../shared/data, which is not there");
        Console.WriteLine(Machine.Line);
        table.Print();
        return 0;
    }

    private static void Add(MarkdownTable table, ReferenceData data)
    {
        var ml = new MLContext(Seed);
        IDataView view = PeerTable.Cached(data);
        if (data.Rows >= 60_000)
        {
            (double seconds, SweepResult sweep) = MedianTime.Of(() => Sweep(ml, view, _morePenalties, together: true), runs: 1);
            table.Add(
                $"{data.Name}", $"{_morePenalties.Grid.Count}", $"", $"", $"{seconds:F1}", $"", $"", $"",
                $"{sweep.Best.Values.Get(_morePenalties):G3}", $"{sweep.Simplest.Values.Get(_morePenalties):G3}");
            return;
        }

        // The first of each is not timed: it is compiled meanwhile.
        Sweep(ml, view, _penalties, together: true);
        Loop(ml, view);
        (double loopSeconds, double[] loop) = MedianTime.Of(() => Loop(ml, view), Runs);
        (double singleSeconds, SweepResult single) = MedianTime.Of(() => Sweep(ml, view, _penalties, together: false), Runs);
        (double togetherSeconds, SweepResult together) = MedianTime.Of(() => Sweep(ml, view, _penalties, together: true), Runs);
        double difference = together.Trials.Max(trial => Math.Abs(trial.Validation.Mean - loop[trial.Number - 1]) / trial.Validation.StandardError);
        if (single.Trials.Max(trial => Math.Abs(trial.Validation.Mean - loop[trial.Number - 1])) > 1e-12)
            throw new InvalidOperationException("The sweep that trains one by one does not score what the loop does.");
        int best = Enumerable.Range(0, loop.Length).MaxBy(i => loop[i]);
        table.Add(
            $"{data.Name}", $"{loop.Length}", $"{loopSeconds:F2}", $"{singleSeconds:F2}", $"{togetherSeconds:F2}", $"{loopSeconds / togetherSeconds:F1}",
            $"{difference:F2}", $"{_penalties.Grid[best]:G3}", $"{together.Best.Values.Get(_penalties):G3}", $"{together.Simplest.Values.Get(_penalties):G3}");
    }

    private static SweepResult Sweep(MLContext ml, IDataView view, SweepParameter<float> penalties, bool together) =>
        ml.MulticlassClassification.Sweep(
            view,
            SweepPipeline.Create((own, values) => Trainer(own, values.Get(penalties))),
            SweepSearch.Grid(penalties),
            new MulticlassSweepOptions { Seed = Seed, TrainTogether = together });

    /// <summary>What one would write without a sweep: the mean accuracy of each λ.</summary>
    private static double[] Loop(MLContext ml, IDataView view)
    {
        var folds = ml.Data.CrossValidationSplit(view, numberOfFolds: 5, seed: Seed);
        return [.. _penalties.Grid.Select(penalty => folds.Average(fold =>
            ml.MulticlassClassification.Evaluate(Trainer(ml, penalty).Fit(fold.TrainSet).Transform(fold.TestSet)).MicroAccuracy))];
    }

    private static SoftmaxRegressionTrainer Trainer(MLContext ml, float l2Regularization) =>
        ml.MulticlassClassification.Trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options { L2Regularization = l2Regularization, Seed = Seed });
}
