using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions;
using Mnist;
using Mnist.Presentation;
using static Microsoft.ML.Transforms.ValueToKeyMappingEstimator;

if (MnistFolder.Find(args.FirstOrDefault()) is not { } folder)
{
    Screen.ExplainWhereFrom(args.FirstOrDefault());
    return 1;
}

var screen = new Screen();
var ml = new MLContext(seed: 1);
(Digit[] training, Digit[] others) = screen.Time("Reading the files", () => (folder.ReadTraining(), folder.ReadTest()));
IDataView train = ml.Data.LoadFromEnumerable(training);
IDataView test = ml.Data.LoadFromEnumerable(others);

// The components stay in their own units: products of strong ones are then large, and the penalty weighs on them less. Of
// the last 10,000 training digits, after training on the others, this reads 98.1 % correctly, and components of unit
// variance 97.8 %. λ was chosen the same way; from 3 to 30 it matters little.
//
// Nothing is to be cached: the components are fitted to what is in memory, and the trainer reads its features once.
var clock = new TrainingClock();
var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Digit.Number), keyOrdinality: KeyOrdinality.ByValue)
    .Append(ml.Transforms.ProjectToPrincipalComponents("Features", nameof(Digit.Pixels), rank: 40, seed: 1))
    .Append(ml.Transforms.PolynomialFeatures("Features", degree: 2))
    .Append(ml.MulticlassClassification.Trainers.SoftmaxRegression(
        new SoftmaxRegressionTrainer.Options { L2Regularization = 10, Progress = clock }))
    .Append(ml.Transforms.Conversion.MapKeyToValue(nameof(Reading.PredictedNumber), "PredictedLabel"));

var model = screen.Time("Fitting the whole pipeline", () => pipeline.Fit(train));
screen.Report(clock.Last);

(MulticlassClassificationMetrics metrics, Reading[] readings) = screen.Time($"Reading {others.Length:N0} other digits", () =>
{
    IDataView read = ml.Data.Cache(model.Transform(test));
    return (
        ml.MulticlassClassification.Evaluate(read),
        ml.Data.CreateEnumerable<Reading>(read, reuseRowObject: false).ToArray());
});
screen.Show(metrics);
screen.ShowMistakes(readings);
return 0;
