using Microsoft.ML;
using MLExtensions.Tests.Support;

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

    [TestMethod]
    public void A_trainer_of_columns_that_are_not_there_fails_before_anything_is_fitted()
    {
        var counter = new FitCounter();
        foreach ((string names, Func<MLContext, IEstimator<ITransformer>> trainer) in ((string, Func<MLContext, IEstimator<ITransformer>>)[])[
            ("SoftmaxRegressionTrainer, cannot be fitted: Could not find label column 'Nope'", ml => ml.MulticlassClassification.Trainers.SoftmaxRegression("Nope")),
            ("MulticlassSvmTrainer, cannot be fitted: Could not find feature column 'Nope'", ml => ml.MulticlassClassification.Trainers.MulticlassSvm("Label", "Nope")),
            ("NearestNeighborsTrainer, cannot be fitted: Could not find label column 'Nope'", ml => ml.MulticlassClassification.Trainers.NearestNeighbors("Nope")),
            ("SdcaMaximumEntropyMulticlassTrainer, cannot be fitted: Could not find feature column 'Nope'", ml => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Label", "Nope"))])
        {
            SweepPipeline pipeline = SweepPipeline.Create(new CountedEstimator(_ml.Transforms.CopyColumns("Copy", "Features"), counter))
                .Append((ml, values) => trainer(values.Get(SweepExamples.Lambda) > 0 ? ml : null!));
            foreach (Action call in (Action[])[
                () => _ml.MulticlassClassification.Sweep(_ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda)),
                () => _ml.MulticlassClassification.NestedCrossValidate(_ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda)),
                () => _ml.MulticlassClassification.LearningCurve(_ml.Classes(), pipeline, ParameterValues.None.With(SweepExamples.Lambda, 1f))])
            {
                string message = Assert.ThrowsExactly<ArgumentException>(call).Message;
                StringAssert.Contains(message, $"Step 2 of the pipeline, {names}");
                StringAssert.Contains(message, "'Features', 'Copy'");
                StringAssert.Contains(message, "have to name some of these");
            }
        }

        Assert.AreEqual(0, counter.Fits);
    }

    [TestMethod]
    public void One_trial_of_columns_that_are_not_there_fails_alone()
    {
        SweepParameter<string> column = SweepParameter.Choices("column", ["Nope", "Features"]);
        SweepResult result = _ml.MulticlassClassification.Sweep(
            _ml.Classes(),
            SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression("Label", values.Get(column))),
            SweepSearch.Grid(column));
        Assert.AreEqual("Features", result.Best.Values.Get(column));
        StringAssert.Contains(result.Trials[1].Failure!.Message, "Could not find feature column 'Nope'");
    }

    [TestMethod]
    public void A_checkpoint_without_a_name_is_refused_and_so_is_a_device()
    {
        foreach (string name in (string[])["", " "])
            StringAssert.StartsWith(
                Assert.ThrowsExactly<ArgumentException>(() => Sweep(name)).Message, "CheckpointFile must name a file or be null.");
        if (!OperatingSystem.IsWindows())
            StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => Sweep("/dev/null")).Message, "'/dev/null' keeps nothing");

        SweepResult Sweep(string file) => _ml.MulticlassClassification.Sweep(
            _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { CheckpointFile = file });
    }

    [TestMethod]
    public void Empty_names_of_columns_and_too_many_repeats_are_named()
    {
        foreach ((string name, Action<MulticlassSweepOptions> set) in ((string, Action<MulticlassSweepOptions>)[])[
            ("SamplingKeyColumnName", options => options.SamplingKeyColumnName = ""),
            ("LabelColumnName", options => options.LabelColumnName = ""),
            ("ExampleWeightColumnName", options => options.ExampleWeightColumnName = "")])
        {
            var options = new MulticlassSweepOptions();
            set(options);
            StringAssert.Contains(
                Assert.ThrowsExactly<ArgumentException>(() => _ml.MulticlassClassification.Sweep(
                    _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), options)).Message, name);
        }

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SweepFolds.KFold(int.MaxValue)).Message, "repeats must be from 1 to 10,000.");
    }

    [TestMethod]
    public void More_folds_than_rows_are_told_at_once()
    {
        foreach (MulticlassSweepOptions options in (MulticlassSweepOptions[])[new(), new() { Stratify = true }, new() { Folds = SweepFolds.OfMLNet() }, new() { Folds = SweepFolds.InTimeOrder() }])
        {
            options.NumberOfFolds = int.MaxValue;
            StringAssert.Contains(
                Assert.ThrowsExactly<InvalidOperationException>(() => _ml.MulticlassClassification.Sweep(
                    _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), options)).Message, "Set NumberOfFolds to fewer");
        }
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
