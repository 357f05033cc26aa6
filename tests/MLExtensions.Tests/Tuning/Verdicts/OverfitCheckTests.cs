using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Verdicts;

[TestClass]
public class OverfitCheckTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Separable_classes_are_learnt_by_heart()
    {
        IDataView digits = _ml.Data.LoadFromEnumerable(Optdigits.Train(200));
        OverfitCheck check = _ml.MulticlassClassification.CheckCanOverfit(
            digits, _ml.Transforms.Conversion.MapValueToKey("Label", "Number").Append(SweepExamples.Softmax(_ml, 1e-4f)), examples: 30);
        Assert.IsTrue(check.Passed);
        Assert.AreEqual(1, check.Score);
        Assert.AreEqual(30, check.Examples);
        StringAssert.StartsWith(check.ToString(), "It can overfit a small sample: MicroAccuracy 1.0000 on 30 rows");
    }

    [TestMethod]
    public void The_same_features_with_other_labels_are_not()
    {
        IDataView contradictory = _ml.View(Enumerable.Range(0, 40).Select(i => new Example { Label = (uint)(i % 3), Features = MadeUpExamples.Vector(1, 2) }));
        OverfitCheck check = _ml.MulticlassClassification.CheckCanOverfit(contradictory, SweepExamples.Softmax(_ml, 1e-4f), seed: 1);
        Assert.IsFalse(check.Passed);
        Assert.IsLessThan(0.5, check.Score);
        StringAssert.Contains(check.ToString(), "It cannot even overfit a small sample: MicroAccuracy 0.");
        StringAssert.Contains(check.ToString(), "Are there rows with the same features and other labels?");
    }

    [TestMethod]
    public void A_regression_passes_that_explains_nearly_all_of_the_variance()
    {
        IDataView data = SweepExamples.Numbers();
        Assert.IsTrue(_ml.Regression.CheckCanOverfit(data, _ml.Regression.Trainers.RidgeRegression(l2Regularization: 1e-6f), examples: 4, seed: 1).Passed);
        OverfitCheck penalized = _ml.Regression.CheckCanOverfit(data, _ml.Regression.Trainers.RidgeRegression(l2Regularization: 1e6f), seed: 1);
        Assert.IsFalse(penalized.Passed);
        Assert.AreEqual("RSquared", penalized.Metric);
        StringAssert.Contains(penalized.ToString(), "Is l2Regularization near 0?");
    }

    [TestMethod]
    public void All_rows_are_taken_where_there_are_fewer_and_one_is_too_few()
    {
        Assert.AreEqual(12, _ml.Regression.CheckCanOverfit(SweepExamples.Numbers(12), _ml.Regression.Trainers.RidgeRegression()).Examples);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.CheckCanOverfit(SweepExamples.Numbers(12), _ml.Regression.Trainers.RidgeRegression(), examples: 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.CheckCanOverfit(SweepExamples.Numbers(12), null!));
    }

    [TestMethod]
    public void Classes_are_in_the_sample_about_as_often_as_in_the_data()
    {
        uint[] seen = [];
        IDataView data = new MemoryView(100)
            .Add("Label", new KeyDataViewType(typeof(uint), 2), row => row % 10 == 0 ? 2u : 1u)
            .AddVectors("Features", NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(row % 10 == 0 ? 1 : 0));
        var pipeline = new CountedEstimator(SweepExamples.Softmax(_ml, 1e-4f), new FitCounter(), input => seen = [.. input.GetColumn<uint>("Label")]);
        Assert.IsTrue(_ml.MulticlassClassification.CheckCanOverfit(data, pipeline, examples: 20, seed: 3).Passed);
        Assert.HasCount(20, seen);
        Assert.AreEqual(2, seen.Count(label => label == 2));
    }
}
