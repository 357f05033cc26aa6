using Microsoft.ML;
using Microsoft.ML.Trainers;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>A trainer of linear classifiers, ours or one of ML.NET's own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">Its options, but for those left at their default.</param>
/// <param name="Loss">The loss of the objective that its model is judged by.</param>
/// <param name="HasProbabilities">Whether its scores are probabilities.</param>
/// <param name="Create">Makes the trainer for a number of training rows.</param>
internal sealed record Peer(
    string Name, string Settings, ReferenceObjective Loss, bool HasProbabilities,
    Func<MLContext, int, IEstimator<ISingleFeaturePredictionTransformer<object>>> Create)
{
    /// <summary>λ of the objective that all are judged by.</summary>
    public const float Lambda = 1;

    /// <summary>Those that predict probabilities and can minimize the same objective, ours first.</summary>
    public static IReadOnlyList<Peer> SameSoftmax { get; } =
    [
        new("SoftmaxRegression", "λ = 1", ReferenceObjective.Softmax, true, (ml, _) =>
            ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: Lambda)),
        new("LbfgsMaximumEntropy", "l1 = 0, l2 = 2", ReferenceObjective.Softmax, true, (ml, _) =>
            ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0, l2Regularization: 2 * Lambda)),
    ];

    /// <summary>The other trainers of ML.NET that predict probabilities. SDCA's l2 is 2λ/n, its loss is of pairs of classes.</summary>
    public static IReadOnlyList<Peer> OtherSoftmax { get; } =
    [
        new("LbfgsMaximumEntropy", "defaults", ReferenceObjective.Softmax, true, (ml, _) =>
            ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy()),
        new("SdcaMaximumEntropy", "l1 = 0, l2 = 2/n", ReferenceObjective.Softmax, true, (ml, rows) =>
            ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(l1Regularization: 0, l2Regularization: 2 * Lambda / rows)),
        new("SdcaMaximumEntropy", "defaults", ReferenceObjective.Softmax, true, (ml, _) =>
            ml.MulticlassClassification.Trainers.SdcaMaximumEntropy()),
    ];

    /// <summary>The support vector machines, ours first. SDCA's hinge loss is of pairs of classes, too, but it penalizes the biases.</summary>
    public static IReadOnlyList<Peer> Svm { get; } =
    [
        new("MulticlassSvm", "λ = 1", ReferenceObjective.Svm, false, (ml, _) =>
            ml.MulticlassClassification.Trainers.MulticlassSvm(l2Regularization: Lambda)),
        new("SdcaNonCalibrated, hinge", "l1 = 0, l2 = 2/n, 1000 passes", ReferenceObjective.Svm, false, (ml, rows) =>
            ml.MulticlassClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedMulticlassTrainer.Options
            {
                Loss = new HingeLoss(),
                L1Regularization = 0,
                L2Regularization = 2 * Lambda / rows,
                MaximumNumberOfIterations = 1000,
                ConvergenceTolerance = 0.001f,
            })),
        new("SdcaNonCalibrated, hinge", "l1 = 0, l2 = 2/n", ReferenceObjective.Svm, false, (ml, rows) =>
            ml.MulticlassClassification.Trainers.SdcaNonCalibrated(
                lossFunction: new HingeLoss(), l1Regularization: 0, l2Regularization: 2 * Lambda / rows)),
        new("SdcaNonCalibrated, hinge", "defaults", ReferenceObjective.Svm, false, (ml, _) =>
            ml.MulticlassClassification.Trainers.SdcaNonCalibrated(lossFunction: new HingeLoss())),
        new("OneVersusAll, LinearSvm", "10 iterations", ReferenceObjective.Svm, true, (ml, _) =>
            ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(numberOfIterations: 10))),
    ];
}
