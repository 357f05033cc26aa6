using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Running;

/// <summary>The checkpoint of a sweep over other values, or of other estimators, is refused by a message that names what differs.</summary>
[TestClass]
public sealed class OtherSweepTests : IDisposable
{
    private const int Rows = 24;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"sweep-{Guid.NewGuid():N}.checkpoint");

    public void Dispose() => File.Delete(_file);

    [TestMethod]
    public void Each_value_of_each_column_counts_and_the_column_is_named()
    {
        double[] scores = Sweep(Data()).Scores();
        foreach (string column in (string[])["Group", "Time", "Part", "Features", "Sparse", "Words", "Label", "Moment"])
            foreach (int row in (int[])[0, Rows - 1])
                AssertRefused($"the values of column '{column}'", () => Sweep(Data(column, row)));
        CollectionAssert.AreEqual(scores, Sweep(Data()).Scores());
    }

    [TestMethod]
    public void Columns_that_the_folds_are_made_by_count()
    {
        foreach ((string column, Action<MulticlassSweepOptions> set) in ((string, Action<MulticlassSweepOptions>)[])[
            ("Group", options => options.SamplingKeyColumnName = "Group"),
            ("Group", options => (options.Folds, options.SamplingKeyColumnName) = (SweepFolds.LeaveOneGroupOut(), "Group")),
            ("Time", options => options.Folds = SweepFolds.InTimeOrder("Time")),
            ("Part", options => options.Folds = SweepFolds.OfColumn("Part")),
            ("Time", options => options.ExampleWeightColumnName = "Time")])
        {
            File.Delete(_file);
            double[] scores = Sweep(Data(), set).Scores();
            AssertRefused($"the values of column '{column}'", () => Sweep(Data(column, 5), set));
            CollectionAssert.AreEqual(scores, Sweep(Data(), set).Scores());
        }
    }

    [TestMethod]
    public void What_keys_stand_for_counts()
    {
        Sweep(Keyed("a", "b"));
        AssertRefused("the values of column 'Label'", () => Sweep(Keyed("b", "a")));
        AssertRefused("the values of column 'Label'", () => Sweep(Keyed("ab", "")));

        static IDataView Keyed(params string[] names) => new MemoryView(Rows)
            .Add("Label", new KeyDataViewType(typeof(uint), 2), row => (uint)(row % 2 + 1), annotations => annotations.Add(
                "KeyValues", new VectorDataViewType(TextDataViewType.Instance, 2),
                (ref VBuffer<ReadOnlyMemory<char>> values) => values = new VBuffer<ReadOnlyMemory<char>>(2, [names[0].AsMemory(), names[1].AsMemory()])))
            .AddVectors("Features", NumberDataViewType.Single, 2, row => MadeUpExamples.Vector(row % 2, row % 5));
    }

    [TestMethod]
    public void Another_column_and_another_type_are_named()
    {
        Sweep(Data());
        AssertRefused("the type of column 'More', there none, here Single;", () => Sweep(Data().Add("More", NumberDataViewType.Single, row => 1f)));
        File.Delete(_file);
        Sweep(Data().Add("More", NumberDataViewType.Single, row => 0f));
        AssertRefused("the type of column 'More', there Single, here Int32", () => Sweep(Data().Add("More", NumberDataViewType.Int32, row => 0)));
        AssertRefused("the type of column 'More', there Single, here none;", () => Sweep(Data()));
    }

    [TestMethod]
    public void The_types_of_the_estimators_count_and_the_step_is_named()
    {
        SweepPipeline before = Pipeline(ml => ml.Transforms.NormalizeMinMax("Features"), SweepExamples.Softmax());
        double[] scores = Sweep(Data(), pipeline: before).Scores();
        AssertRefused(
            "step 2 of trial 1, there SoftmaxRegressionTrainer (L2Regularization = 0.01, Seed = 1), here MulticlassSvmTrainer (L2Regularization = 0.01, Seed = 1).",
            () => Sweep(Data(), pipeline: Pipeline(ml => ml.Transforms.NormalizeMinMax("Features"), SweepExamples.Svm())));
        AssertRefused(
            "here PrincipalComponentAnalyzer (",
            () => Sweep(Data(), pipeline: Pipeline(ml => ml.Transforms.ProjectToPrincipalComponents("Features", rank: 1), SweepExamples.Softmax())));
        AssertRefused(
            ", here [NormalizingEstimator (",
            () => Sweep(Data(), pipeline: Pipeline(ml => ml.Transforms.NormalizeMinMax("Features").Append(ml.Transforms.CopyColumns("Copy", "Features")), SweepExamples.Softmax())));
        AssertRefused("the number of steps, there 2, here 1.", () => Sweep(Data(), pipeline: SweepExamples.Softmax()));
        CollectionAssert.AreEqual(scores, Sweep(Data(), pipeline: before).Scores());
    }

    [TestMethod]
    public void The_links_of_a_chain_count()
    {
        Sweep(Data(), pipeline: Pipeline(ml => ml.Transforms.NormalizeMinMax("Features").Append(ml.Transforms.CopyColumns("Copy", "Features")), SweepExamples.Softmax()));
        AssertRefused(
            "ColumnConcatenatingEstimator].",
            () => Sweep(Data(), pipeline: Pipeline(ml => ml.Transforms.NormalizeMinMax("Features").Append(ml.Transforms.Concatenate("Copy", "Features")), SweepExamples.Softmax())));
    }

    private static SweepPipeline Pipeline(Func<MLContext, IEstimator<ITransformer>> first, SweepPipeline second) =>
        second.Steps.Aggregate(SweepPipeline.Create((ml, _) => first(ml)), (pipeline, step) => pipeline.Append(step.Create));

    private void AssertRefused(string message, Func<SweepResult> sweep)
    {
        byte[] bytes = File.ReadAllBytes(_file);
        string actual = Assert.ThrowsExactly<InvalidDataException>(() => sweep()).Message;
        StringAssert.Contains(actual, "is the checkpoint of another sweep, which differs in ");
        StringAssert.Contains(actual, message);
        StringAssert.Contains(actual, _file);
        CollectionAssert.AreEqual(bytes, File.ReadAllBytes(_file));
    }

    private SweepResult Sweep(IDataView data, Action<MulticlassSweepOptions>? set = null, SweepPipeline? pipeline = null)
    {
        var options = new MulticlassSweepOptions { Seed = 1, NumberOfFolds = 2, CheckpointFile = _file };
        set?.Invoke(options);
        return new MLContext(seed: 1).MulticlassClassification.Sweep(data, pipeline ?? SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), options);
    }

    /// <summary>Rows of every kind of column.</summary>
    /// <param name="changed">A column that differs in one row; null: none.</param>
    /// <param name="at">The row.</param>
    private static MemoryView Data(string? changed = null, int at = 0)
    {
        int Other(string column, int row) => column == changed && row == at ? 1 : 0;
        return new MemoryView(Rows)
            .AddText("Group", row => $"group {(row / 2 + Other("Group", row)) % 6}")
            .Add("Time", NumberDataViewType.Single, row => row + Other("Time", row) / 2f)
            .Add("Moment", DateTimeOffsetDataViewType.Instance, row => new DateTimeOffset(2026, 1, 1, row, 0, 0, TimeSpan.FromHours(Other("Moment", row))))
            .Add("Part", NumberDataViewType.Int32, row => (row / 4 + Other("Part", row)) % 3)
            .Add("Label", new KeyDataViewType(typeof(uint), 2), row => (uint)((row + Other("Label", row)) % 2 + 1))
            .AddVectors("Features", NumberDataViewType.Single, 2, row => MadeUpExamples.Vector(row % 2 + row % 7 / 9f, row % 5 + Other("Features", row)))
            .AddVectors("Sparse", NumberDataViewType.Double, 5, row => new VBuffer<double>(5, 1, [2.5], [1 + Other("Sparse", row)]))
            .AddVectors("Words", TextDataViewType.Instance, 2, row => (ReadOnlyMemory<char>[])[$"w{row}"[..^Other("Words", row)].AsMemory(), "end".AsMemory()]);
    }
}
