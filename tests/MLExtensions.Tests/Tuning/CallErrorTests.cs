using Microsoft.ML;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning;

namespace MLExtensions.Tests.Tuning;

/// <summary>What is wrong with a call is thrown by the call, at once, and not kept with its trials.</summary>
[TestClass]
public class CallErrorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_parameter_that_the_search_lacks_fails_before_anything_is_fitted()
    {
        var counter = new FitCounter();
        SweepPipeline pipeline = SweepPipeline.Create(new CountedEstimator(_ml.Transforms.CopyColumns("Copy", "Features"), counter))
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));
        SweepSearch search = SweepSearch.Grid(SweepParameter.Degree(1, 2));
        foreach (Action call in (Action[])[
            () => _ml.MulticlassClassification.Sweep(_ml.Classes(), pipeline, search),
            () => _ml.MulticlassClassification.NestedCrossValidate(_ml.Classes(), pipeline, search),
            () => _ml.MulticlassClassification.ValidationCurve(_ml.Classes(), pipeline, SweepParameter.Degree(1, 2))])
            StringAssert.StartsWith(Assert.Throws<ArgumentException>(call).Message, "There is no value for 'l2Regularization'; the search has degree.");
        StringAssert.StartsWith(
            Assert.Throws<ArgumentException>(() => _ml.MulticlassClassification.LearningCurve(_ml.Classes(), pipeline, ParameterValues.None)).Message,
            "There is no value for 'l2Regularization'; the search has no parameters.");
        Assert.AreEqual(0, counter.Fits);
    }

    [TestMethod]
    public void A_parameter_of_another_type_fails_at_once() => StringAssert.Contains(
        Assert.Throws<ArgumentException>(() => _ml.MulticlassClassification.Sweep(
            _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepParameter.Linear("l2Regularization", 0.1, 1.0, 2)))).Message,
        "The values of 'l2Regularization' in the search are Double, and Single is asked for");

    [TestMethod]
    public void Folds_cannot_be_stratified_by_a_label_that_the_pipeline_makes()
    {
        SweepPipeline pipeline = _ml.Transforms.CopyColumns("Key", "Label").Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));
        var options = new MulticlassSweepOptions { LabelColumnName = "Key", Stratify = true };
        foreach (Action call in (Action[])[
            () => _ml.MulticlassClassification.Sweep(_ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda), options),
            () => _ml.MulticlassClassification.LearningCurve(_ml.Classes(), pipeline, ParameterValues.None, options: options),
            () => _ml.MulticlassClassification.NestedCrossValidate(_ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda), options: options)])
        {
            string message = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call).Message;
            StringAssert.StartsWith(message, "Could not find label column 'Key' in the data.");
            StringAssert.Contains(message, "make the label before the sweep");
        }
    }

    [TestMethod]
    public void A_label_column_that_is_not_there_ends_the_sweep_and_those_that_are_there_are_named()
    {
        SweepPipeline pipeline = _ml.Transforms.CopyColumns("Species", "Label").Append(_ml.Transforms.DropColumns("Label"))
            .Append((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression("Species", l2Regularization: values.Get(SweepExamples.Lambda)));
        string message = Assert.Throws<InvalidOperationException>(
            () => _ml.MulticlassClassification.Sweep(_ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda))).Message;
        StringAssert.Contains(message, "there is no column 'Label' in it. LabelColumnName has to name the column to be predicted; there are ");
        StringAssert.Contains(message, "'Species'");
        Assert.IsNotNull(_ml.MulticlassClassification.Sweep(
            _ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { LabelColumnName = "Species", Seed = 1 }).Best);
    }

    /// <summary>The prediction would take the label's place, and be compared with itself.</summary>
    [TestMethod]
    public void A_label_called_as_predictions_are_is_refused()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => _ml.Regression.Sweep(
                SweepExamples.Numbers(), SweepExamples.Ridge(), SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { LabelColumnName = "Score" })).Message,
            "LabelColumnName must not be 'Score'");
        Assert.ThrowsExactly<ArgumentException>(() => _ml.MulticlassClassification.CheckCanOverfit(
            _ml.Classes(), SweepExamples.Softmax(_ml, 1f), labelColumnName: "PredictedLabel"));
    }
}
