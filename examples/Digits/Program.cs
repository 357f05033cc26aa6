using Digits;
using Digits.Presentation;
using Microsoft.ML;
using MLExtensions.Trainers;

var ml = new MLContext(seed: 1);
var screen = new Screen();

IDataView train = Load("optdigits.train.csv");
IDataView test = Load("optdigits.test.csv");

// Pixels come as 0 to 16. The trainers would take them so, but between 0 and 1 a product of two is as large as a pixel.
var pixels = ml.Transforms.Conversion.MapValueToKey("Label")
    .Append(ml.Transforms.Expression("Features", "pixel => pixel / 16", "Pixels"));

// The 64 pixels and every product of two: a linear model over these sees which pixels are inked together.
var products = pixels.Append(ml.Transforms.PolynomialFeatures("Features", degree: 2));

// The λ are about what five-fold cross-validation of the training digits favours; it is flat around them.
Contender[] contenders =
[
    new("Softmax regression", Classify(pixels, Softmax(0.01f)), GivesProbabilities: true),
    new("Multiclass SVM", Classify(pixels, Svm(1f)), GivesProbabilities: false),
    new("Softmax regression, degree 2", Classify(products, Softmax(0.1f)), GivesProbabilities: true),
    new("Multiclass SVM, degree 2", Classify(products, Svm(1f)), GivesProbabilities: false),
];

screen.Introduce(train, test);
IReadOnlyList<Trial> trials = screen.Watch(contenders, contender => Trial.Run(ml, contender, train, test));
screen.Compare(trials);

// The best one goes to a file and comes back as it would in another program: a new MLContext, nothing registered.
Trial best = trials.MaxBy(trial => trial.Metrics.MicroAccuracy)!;
string file = Path.Combine(AppContext.BaseDirectory, "digits.zip");
ml.Model.Save(best.Model, train.Schema, file);

var elsewhere = new MLContext();
ITransformer loaded = elsewhere.Model.Load(file, out _);
using PredictionEngine<Digit, DigitPrediction> engine = elsewhere.Model.CreatePredictionEngine<Digit, DigitPrediction>(loaded);
var readings = ml.Data.CreateEnumerable<Digit>(test, reuseRowObject: false)
    .Select(digit => new Reading(digit, engine.Predict(digit).PredictedDigit))
    .ToList();
screen.Show(best.Contender, file, readings);

IDataView Load(string name) =>
    ml.Data.LoadFromTextFile<Digit>(Path.Combine(AppContext.BaseDirectory, "data", name), separatorChar: ',');

IEstimator<ITransformer> Softmax(float l2Regularization) =>
    ml.MulticlassClassification.Trainers.SoftmaxRegression(
        new SoftmaxRegressionTrainer.Options { L2Regularization = l2Regularization, Progress = screen });

IEstimator<ITransformer> Svm(float l2Regularization) =>
    ml.MulticlassClassification.Trainers.MulticlassSvm(
        new MulticlassSvmTrainer.Options { L2Regularization = l2Regularization, Progress = screen });

IEstimator<ITransformer> Classify(IEstimator<ITransformer> features, IEstimator<ITransformer> trainer) =>
    features.Append(trainer).Append(ml.Transforms.Conversion.MapKeyToValue("PredictedDigit", "PredictedLabel"));
