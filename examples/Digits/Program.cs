using Digits;
using Digits.Presentation;
using Microsoft.ML;
using MLExtensions;
using MLExtensions.Plots;
using Optdigits;
using Plotting;

var ml = new MLContext(seed: 1);
var screen = new Screen();

IDataView train = DigitFile.Load(ml, DigitFile.Training);
IDataView test = DigitFile.Load(ml, DigitFile.Test);
screen.Introduce(train, test);

// Pixels come as 0 to 16. The trainers would take them so, but between 0 and 1 a product of two is as large as a pixel.
var pixels = ml.Transforms.Conversion.MapValueToKey("Label")
    .Append(ml.Transforms.Expression("Features", "pixel => pixel / 16", "Pixels"));

// Degree 2 puts every product of two beside the 64 pixels: a linear model over these sees which pixels are inked together.
SweepParameter<int> degree = SweepParameter.Degree(1, 2);
SweepParameter<float> lambda = SweepParameter.L2Regularization(0.01f, 10f, count: 7);
SweepPipeline pipeline = pixels
    .Append((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(degree)))
    .Append((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(lambda)))
    .Append(Names());

// Both are chosen by five-fold cross-validation of the training digits; the test digits have no part in it.
SweepResult sweep = screen.Watch("Sweep", progress => ml.MulticlassClassification.Sweep(
    train, pipeline, SweepSearch.Grid(degree, lambda), Options(progress)));
SweepTrial chosen = sweep.Simplest;
screen.Show(sweep, degree, lambda);

LearningCurve learningCurve = screen.Watch("Learning curve", progress => ml.MulticlassClassification.LearningCurve(
    train, pipeline, chosen.Values, shares: [0.1, 0.2, 0.5, 1], Options(progress)));
screen.Show(learningCurve);
screen.Show(sweep.Diagnose(chosen, learningCurve));

// The chosen one is trained on all training digits, and meets the test digits once.
Trial tuned = Trial.Run(ml, "Softmax regression, tuned", givesProbabilities: true, () => sweep.Refit(chosen), test);
screen.Show(sweep.Estimate(tuned.Model, test));

// Others beside it. Their λ are about what cross-validation favors, too; it is flat around them.
var products = pixels.Append(ml.Transforms.PolynomialFeatures("Features", degree: 2));
Contender[] contenders =
[
    new("Softmax regression", pixels.Append(Softmax(0.1f)).Append(Names()), GivesProbabilities: true),
    new("Multiclass SVM", pixels.Append(Svm(1f)).Append(Names()), GivesProbabilities: false),
    new("Multiclass SVM, degree 2", products.Append(Svm(1f)).Append(Names()), GivesProbabilities: false),
];
IReadOnlyList<Trial> trials = screen.Watch(contenders, contender =>
    Trial.Run(ml, contender.Name, contender.GivesProbabilities, () => contender.Pipeline.Fit(train), test));
screen.Compare([.. trials, tuned]);

// The tuned one goes to a file and comes back as it would in another program: a new MLContext, nothing registered.
string file = Path.Combine(AppContext.BaseDirectory, "digits.zip");
ml.Model.Save(tuned.Model, train.Schema, file);

var elsewhere = new MLContext();
ITransformer loaded = elsewhere.Model.Load(file, out _);
using PredictionEngine<Digit, DigitPrediction> engine = elsewhere.Model.CreatePredictionEngine<Digit, DigitPrediction>(loaded);
var readings = ml.Data.CreateEnumerable<Digit>(test, reuseRowObject: false)
    .Select(digit => new Reading(digit, engine.Predict(digit).PredictedDigit))
    .ToList();
screen.Show(tuned.Name, file, readings);

var pictures = new FigureFolder(Path.Combine(AppContext.BaseDirectory, "pictures"));
pictures.Save("scores.png", path => sweep.SavePicture(path));
pictures.Save("validation-curve.png", path => sweep.ToValidationCurve(lambda).SavePicture(path));
pictures.Save("learning-curve.png", path => learningCurve.SavePicture(path));
screen.Show(pictures);

// The same seed makes the same folds.
MulticlassSweepOptions Options(IProgress<SweepProgress> progress) =>
    new() { NumberOfFolds = 5, Seed = 1, Progress = progress };

IEstimator<ITransformer> Softmax(float l2Regularization) =>
    ml.MulticlassClassification.Trainers.SoftmaxRegression(
        new SoftmaxRegressionTrainer.Options { L2Regularization = l2Regularization, Progress = screen });

IEstimator<ITransformer> Svm(float l2Regularization) =>
    ml.MulticlassClassification.Trainers.MulticlassSvm(
        new MulticlassSvmTrainer.Options { L2Regularization = l2Regularization, Progress = screen });

IEstimator<ITransformer> Names() => ml.Transforms.Conversion.MapKeyToValue("PredictedDigit", "PredictedLabel");
