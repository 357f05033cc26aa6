using Microsoft.ML;
using MLExtensions;
using MLExtensions.Plots;
using Plotting;
using Tumors;
using Tumors.Presentation;

var ml = new MLContext(seed: 1);
var screen = new Screen();

// Three of ten tumors are put aside, and met once at the end.
IDataView tumors = ml.Data.LoadFromTextFile<Tumor>(
    Path.Combine(AppContext.BaseDirectory, "data", "breast-cancer.csv"), separatorChar: ',', hasHeader: true);
DataOperationsCatalog.TrainTestData split = ml.Data.TrainTestSplit(tumors, testFraction: 0.3);
screen.Introduce(Labels(split.TrainSet), Labels(split.TestSet));

// λ is chosen by the area under the ROC curve, which judges the order of the scores and leaves the threshold open.
SweepParameter<float> lambda = SweepParameter.L2Regularization(0.01f, 1000f, count: 11);
BinarySweepResult sweep = screen.Watch("Sweep", progress => ml.BinaryClassification.Sweep(
    split.TrainSet,
    ml.Transforms.NormalizeMeanVariance("Features", nameof(Tumor.Cells))
        .Append((ml, values) => ml.BinaryClassification.Trainers.LogisticRegression(l2Regularization: values.Get(lambda))),
    SweepSearch.Grid(lambda),
    new BinarySweepOptions { Folds = SweepFolds.KFold(repeats: 2), Stratify = true, Progress = progress }));
SweepTrial chosen = sweep.Best;
screen.Show(sweep, chosen);

// Where to draw the line is chosen on scores of models that had not seen the tumor. Missing a malignant one is worse than
// a false alarm.
ThresholdCurve thresholds = sweep.TrainThresholdCurve(chosen);
DecisionThreshold cheapest = thresholds.Choose(ThresholdGoal.LeastCost(falsePositive: 1, falseNegative: 10));
screen.Show(
    ("likelier than not", thresholds.Points.Last(point => point.Value >= 0)),
    ("highest F1 score", thresholds.Choose(ThresholdGoal.F1Score())),
    ("recall ≥ 0.98", thresholds.Choose(ThresholdGoal.Recall(0.98))),
    ("least cost, a miss as 10 alarms", cheapest));

// The threshold goes into the file with the model, and comes back as it would in another program.
ITransformer model = sweep.Refit(chosen, cheapest);
string file = Path.Combine(AppContext.BaseDirectory, "tumors.zip");
ml.Model.Save(model, split.TrainSet.Schema, file);
ITransformer loaded = new MLContext().Model.Load(file, out _);
IDataView predictions = loaded.Transform(split.TestSet);
screen.Show(sweep.Estimate(loaded, split.TestSet), [.. ml.Data.CreateEnumerable<TumorPrediction>(predictions, reuseRowObject: false)]);

IDataView outOfFold = sweep.OutOfFold(chosen);
var pictures = new FigureFolder(args.FirstOrDefault() ?? Path.Combine(AppContext.BaseDirectory, "pictures"));
pictures.Save("roc.png", path => thresholds.SaveRocPicture(path));
pictures.Save("precision-recall.png", path => thresholds.SavePrecisionRecallPicture(path));
pictures.Save("calibration.png", path => outOfFold.SaveCalibrationPicture(path));
pictures.Save("confusion.png", path => predictions.SaveConfusionPicture(path));
screen.Show(pictures);

bool[] Labels(IDataView data) => [.. ml.Data.CreateEnumerable<Tumor>(data, reuseRowObject: true).Select(tumor => tumor.Label)];
