using LoadModel;
using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Interop;

/// <summary>A model saved by ML.NET predicts the same bits in another process, where nothing was registered.</summary>
[TestClass]
public sealed class ModelFileTests(TestContext context) : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlextensions-");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestMethod]
    [EachTrainer]
    public Task A_model_predicts_the_same_in_a_process_beside_the_package(TrainerKind kind) =>
        AssertSamePredictionsAsync(SecondProcess.WithPackage, _ml.QuickTrainer(kind));

    [TestMethod]
    [EachTrainer]
    public Task A_model_of_polynomial_features_predicts_the_same_in_a_process_beside_the_package(TrainerKind kind) =>
        AssertSamePredictionsAsync(
            SecondProcess.WithPackage, _ml.Transforms.PolynomialFeatures("Features", degree: 2).Append(_ml.QuickTrainer(kind)));

    [TestMethod]
    [EachTrainer]
    public Task A_model_predicts_the_same_in_a_process_with_nothing_but_ML_NET(TrainerKind kind)
    {
        Assert.IsFalse(
            File.Exists(Path.Combine(SecondProcess.WithoutPackage.Folder, "MLExtensions.dll")), "The package must not be there.");
        return AssertSamePredictionsAsync(SecondProcess.WithoutPackage, _ml.QuickTrainer(kind));
    }

    [TestMethod]
    public async Task Binary_models_predict_the_same_in_a_process_with_nothing_but_ML_NET()
    {
        IDataView train = EvenDigits();
        await AssertSamePredictionsAsync(SecondProcess.WithoutPackage, _ml.BinaryClassification.Trainers.LogisticRegression(), train);
        await AssertSamePredictionsAsync(SecondProcess.WithoutPackage, _ml.BinaryClassification.Trainers.SupportVectorMachine(), train);
    }

    [TestMethod]
    public Task A_ridge_regression_predicts_the_same_in_a_process_with_nothing_but_ML_NET() =>
        AssertSamePredictionsAsync(
            SecondProcess.WithoutPackage,
            _ml.Regression.Trainers.RidgeRegression(),
            _ml.Transforms.Conversion.ConvertType("Label", nameof(Digit.Number)).Fit(Digits()).Transform(Digits()));

    [TestMethod]
    [DataRow(NeighborDistance.Euclidean, NeighborSearchAlgorithm.Automatic)]
    [DataRow(NeighborDistance.Manhattan, NeighborSearchAlgorithm.KdTree)]
    [DataRow(NeighborDistance.Cosine, NeighborSearchAlgorithm.BruteForce)]
    public Task Nearest_neighbors_are_the_same_in_a_process_beside_the_package(NeighborDistance distance, NeighborSearchAlgorithm algorithm) =>
        AssertSamePredictionsAsync(
            SecondProcess.WithPackage,
            _ml.MulticlassClassification.Trainers.NearestNeighbors(new NearestNeighborsTrainer.Options
            {
                Distance = distance,
                SearchAlgorithm = algorithm,
                Weights = NeighborWeights.InverseDistance,
            }));

    [TestMethod]
    public Task A_regression_by_nearest_neighbors_predicts_the_same_in_a_process_beside_the_package() =>
        AssertSamePredictionsAsync(
            SecondProcess.WithPackage,
            _ml.Regression.Trainers.NearestNeighbors(),
            _ml.Transforms.Conversion.ConvertType("Label", nameof(Digit.Number)).Fit(Digits()).Transform(Digits()));

    [TestMethod]
    public Task Nearest_neighbors_of_two_classes_predict_the_same_in_a_process_beside_the_package() =>
        AssertSamePredictionsAsync(SecondProcess.WithPackage, _ml.BinaryClassification.Trainers.NearestNeighbors(), EvenDigits());

    private Task AssertSamePredictionsAsync(SecondProcess process, IEstimator<ITransformer> estimator) =>
        AssertSamePredictionsAsync(
            process,
            estimator,
            _ml.Transforms.Conversion.MapValueToKey("Label", nameof(Digit.Number)).Fit(Digits()).Transform(Digits()));

    private async Task AssertSamePredictionsAsync(SecondProcess process, IEstimator<ITransformer> estimator, IDataView train)
    {
        ITransformer model = estimator.Fit(train);
        float[][] features = Array.ConvertAll(Optdigits.Test(50), digit => digit.Features);

        string modelPath = PathOf("model.zip");
        string featuresPath = PathOf("features");
        string outputPath = PathOf("output");
        _ml.Model.Save(model, train.Schema, modelPath);
        FeatureFile.Write(featuresPath, features);
        await process.RunAsync(context.CancellationToken, modelPath, featuresPath, outputPath);

        CollectionAssert.AreEqual(PredictionBits.Of(_ml, model, features), await File.ReadAllBytesAsync(outputPath, context.CancellationToken));
    }

    private IDataView EvenDigits() => _ml.Transforms.CopyColumns("Label", nameof(Digit.IsEven)).Fit(Digits()).Transform(Digits());

    private IDataView Digits() => _ml.Data.LoadFromEnumerable(Optdigits.Train(200));

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
