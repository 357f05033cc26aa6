using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Digits;

/// <summary>A model trained, and how it did on data it had not seen.</summary>
/// <param name="Name">What it is called on the screen.</param>
/// <param name="GivesProbabilities">Whether its scores are probabilities, so that they have a log-loss.</param>
/// <param name="Model">The model.</param>
/// <param name="Metrics">On the test data.</param>
/// <param name="TrainingTime">Of the whole pipeline.</param>
internal sealed record Trial(
    string Name, bool GivesProbabilities, ITransformer Model, MulticlassClassificationMetrics Metrics, TimeSpan TrainingTime)
{
    public static Trial Run(MLContext ml, string name, bool givesProbabilities, Func<ITransformer> train, IDataView test)
    {
        var watch = Stopwatch.StartNew();
        ITransformer model = train();
        TimeSpan trainingTime = watch.Elapsed;
        return new Trial(name, givesProbabilities, model, ml.MulticlassClassification.Evaluate(model.Transform(test)), trainingTime);
    }
}
