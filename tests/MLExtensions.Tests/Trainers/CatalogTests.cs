using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>The short form of each trainer is its options with the arguments in their places.</summary>
[TestClass]
public class CatalogTests
{
    private readonly IEnumerable<Example> _examples =
        MadeUpExamples.Draw(60, 4, seed: 1).Select((example, i) => example with { Weight = 1 + i % 3 });

    [TestMethod]
    public void Softmax_regression_takes_its_arguments_as_options() => AssertSame(
        ml => ml.MulticlassClassification.Trainers.SoftmaxRegression("Label", "Features", "Weight", 2f),
        ml => ml.MulticlassClassification.Trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options
        {
            ExampleWeightColumnName = "Weight",
            L2Regularization = 2f,
        }));

    [TestMethod]
    public void The_multiclass_svm_takes_its_arguments_as_options() => AssertSame(
        ml => ml.MulticlassClassification.Trainers.MulticlassSvm("Label", "Features", "Weight", 2f, 3f),
        ml => ml.MulticlassClassification.Trainers.MulticlassSvm(new MulticlassSvmTrainer.Options
        {
            ExampleWeightColumnName = "Weight",
            L2Regularization = 2f,
            Margin = 3f,
        }));

    [TestMethod]
    public void Defaults_of_both_forms_are_the_same()
    {
        AssertSame(
            ml => ml.MulticlassClassification.Trainers.SoftmaxRegression(),
            ml => ml.MulticlassClassification.Trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options()));
        AssertSame(
            ml => ml.MulticlassClassification.Trainers.MulticlassSvm(),
            ml => ml.MulticlassClassification.Trainers.MulticlassSvm(new MulticlassSvmTrainer.Options()));
    }

    private void AssertSame(
        Func<MLContext, IEstimator<ITransformer>> shortForm, Func<MLContext, IEstimator<ITransformer>> options)
    {
        FittedLinear.AssertSameBits(Fit(shortForm), Fit(options));

        FittedLinear Fit(Func<MLContext, IEstimator<ITransformer>> trainer)
        {
            var ml = new MLContext(seed: 1);
            return FittedLinear.Of(trainer(ml).Fit(ml.View(_examples)));
        }
    }
}
