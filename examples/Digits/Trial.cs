using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Digits;

/// <summary>A contender trained, and how it did on data it had not seen.</summary>
/// <param name="Contender">What was tried.</param>
/// <param name="Model">What came of it.</param>
/// <param name="Metrics">On the test data.</param>
/// <param name="TrainingTime">Of the whole pipeline.</param>
internal sealed record Trial(
    Contender Contender, ITransformer Model, MulticlassClassificationMetrics Metrics, TimeSpan TrainingTime)
{
    public static Trial Run(MLContext ml, Contender contender, IDataView train, IDataView test)
    {
        var watch = Stopwatch.StartNew();
        ITransformer model = contender.Pipeline.Fit(train);
        TimeSpan trainingTime = watch.Elapsed;
        return new Trial(contender, model, ml.MulticlassClassification.Evaluate(model.Transform(test)), trainingTime);
    }
}
