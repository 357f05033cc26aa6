using Microsoft.ML;
using MLExtensions;
using Neighbors;
using Neighbors.Presentation;
using Optdigits;
using static Microsoft.ML.Transforms.ValueToKeyMappingEstimator;

var ml = new MLContext(seed: 1);
var screen = new Screen();

NumberedDigit[] known = NumberedDigit.Read(ml, DigitFile.Training);
NumberedDigit[] others = NumberedDigit.Read(ml, DigitFile.Test);
screen.Introduce(known, others);

var space = new SearchSpace(
    SweepParameter.Choices("k", [1, 3, 5, 9], Simpler.Larger),
    SweepParameter.Choices("distance", [NeighborDistance.Euclidean, NeighborDistance.Cosine, NeighborDistance.Manhattan, NeighborDistance.Chebyshev]),
    SweepParameter.Choices("weights", [NeighborWeights.Uniform, NeighborWeights.InverseDistance]));

// Of digits with the same votes the first is taken: by value it is the same one whatever the order of the rows.
SweepPipeline pipeline = ml.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: KeyOrdinality.ByValue)
    .Append((ml, values) => ml.MulticlassClassification.Trainers.NearestNeighbors(new NearestNeighborsTrainer.Options
    {
        FeatureColumnName = nameof(Digit.Pixels),
        Neighbors = values.Get(space.Neighbors),
        Distance = values.Get(space.Distance),
        Weights = values.Get(space.Weights),
        IdColumnName = nameof(NumberedDigit.Row),
        OutputDistances = true,
    }))
    .Append(ml.Transforms.Conversion.MapKeyToValue(nameof(Prediction.PredictedDigit), "PredictedLabel"));

// Chosen by five-fold cross-validation of the training digits; the test digits have no part in it.
SweepResult sweep = screen.Watch("Sweep", progress => ml.MulticlassClassification.Sweep(
    ml.Data.LoadFromEnumerable(known), pipeline, SweepSearch.Grid(space.Neighbors, space.Distance, space.Weights),
    new MulticlassSweepOptions { NumberOfFolds = 5, Seed = 1, Progress = progress }));
screen.Show(sweep, space);

// The chosen one knows all training digits, and meets the test digits once. It says whom it asked.
SweepTrial chosen = sweep.Simplest;
ITransformer model = sweep.Refit(chosen);
IDataView test = ml.Data.LoadFromEnumerable(others);
screen.Show(sweep.Estimate(model, test));

IEnumerable<Prediction> predictions = ml.Data.CreateEnumerable<Prediction>(model.Transform(test), reuseRowObject: false);
Reading[] readings = [.. others.Zip(predictions, (digit, prediction) => Reading.Of(digit, prediction, known))];
ReadingSample sample = ReadingSample.Of(readings);
screen.Show(sample);

var pictures = new Pictures(args.FirstOrDefault() ?? Path.Combine(AppContext.BaseDirectory, "pictures"));
pictures.Save("accuracy.png", sweep, space, chosen);
pictures.Save("neighbors.png", sample);
screen.Show(pictures);
