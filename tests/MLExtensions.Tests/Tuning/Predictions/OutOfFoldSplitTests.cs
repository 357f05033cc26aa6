using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tests.Tuning.Folds;
using MLExtensions.Tuning.Folds;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Predictions;

/// <summary>Out-of-fold predictions of every kind of folds: which rows there are, how often, in which fold, and what is said of them.</summary>
[TestClass]
public class OutOfFoldSplitTests
{
    private const int Rows = 60;

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void With_repeats_each_row_is_there_once_for_each(bool isClassification)
    {
        IDataView predictions = AssertPredictions(isClassification, SweepFolds.KFold(repeats: 3), folds: 4);
        int[] repeats = [.. predictions.GetColumn<int>("Repeat")];
        int[] folds = [.. predictions.GetColumn<int>("Fold")];
        CollectionAssert.AreEqual(Enumerable.Range(0, Rows).SelectMany(row => (int[])[row, row, row]).ToArray(), predictions.Rows());
        CollectionAssert.AreEqual(Enumerable.Range(0, 3 * Rows).Select(i => i % 3 + 1).ToArray(), repeats);

        // The folds of the first repeat are 1 to 4, those of the second 5 to 8 and so on.
        CollectionAssert.AreEqual(repeats, folds.Select(fold => (fold - 1) / 4 + 1).ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, 12).ToArray(), folds.Distinct().Order().ToArray());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void In_time_order_the_rows_that_were_scored_are_there(bool isClassification)
    {
        IDataView predictions = AssertPredictions(isClassification, SweepFolds.InTimeOrder("Time", gap: 2), folds: 4);
        int[] rows = predictions.Rows();

        // A fifth of the rows each, and the first fifth is only trained on.
        CollectionAssert.AreEqual(Enumerable.Range(0, Rows).Where(row => Time(row) >= 12).ToArray(), rows);
        CollectionAssert.AreEqual(rows.Select(row => (int)Time(row) / 12).ToArray(), predictions.GetColumn<int>("Fold").ToArray());
        Assert.IsTrue(predictions.GetColumn<int>("Repeat").All(repeat => repeat == 1));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Rows_without_a_fold_of_their_own_are_left_out(bool isClassification)
    {
        IDataView predictions = AssertPredictions(isClassification, SweepFolds.OfColumn("Part"), folds: 3);
        CollectionAssert.AreEqual(Enumerable.Range(0, Rows).Where(row => row % 4 != 3).ToArray(), predictions.Rows());
        CollectionAssert.AreEqual(predictions.Rows().Select(row => row % 4 + 1).ToArray(), predictions.GetColumn<int>("Fold").ToArray());
    }

    [TestMethod]
    public void Leaving_one_group_out_and_folds_of_ML_NET_have_every_row_once()
    {
        foreach ((SweepFolds kind, string? group) in ((SweepFolds, string?)[])[(SweepFolds.LeaveOneGroupOut(), "Group"), (SweepFolds.OfMLNet(), null), (SweepFolds.KFold(), "Group")])
            CollectionAssert.AreEqual(Enumerable.Range(0, Rows).ToArray(), AssertPredictions(isClassification: true, kind, folds: 3, group).Rows());
    }

    [TestMethod]
    public void A_fold_of_other_rows_has_its_own_places()
    {
        StoredRows data = StoredRows.Of(Data(isClassification: false)).Where([.. Enumerable.Range(0, Rows).Select(row => row % 2 == 0)]);
        IDataView predictions = Predict(data, isClassification: false, new RegressionSweepOptions { Seed = 1 }, out _);
        CollectionAssert.AreEqual(data.Rows(), predictions.Rows());
    }

    [TestMethod]
    public void A_step_that_numbers_its_rows_anew_is_refused()
    {
        var ml = new MLContext(seed: 1);
        SweepResult result = ml.Regression.Sweep(
            Data(isClassification: false),
            SweepPipeline.Create(new RenumberingEstimator()).Append((context, values) => context.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(SweepExamples.Lambda))),
            SweepSearch.Grid(SweepExamples.Lambda), new RegressionSweepOptions { Seed = 1 });
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => result.OutOfFold(result.Best)).Message, "pass on the ids");
    }

    /// <summary>The scores are those of a loop over the folds, and the sweep's scores follow from them.</summary>
    private IDataView AssertPredictions(bool isClassification, SweepFolds kind, int folds, string? group = null)
    {
        SweepOptions options = isClassification ? new MulticlassSweepOptions() : new RegressionSweepOptions();
        (options.Seed, options.Folds, options.NumberOfFolds, options.SamplingKeyColumnName, options.TrainTogether) = (1, kind, folds, group, false);
        IDataView data = Data(isClassification);
        IDataView predictions = Predict(data, isClassification, options, out SweepTrial best);

        ILookup<(int Fold, int Row), float> scored = predictions.Rows()
            .Zip(predictions.GetColumn<int>("Fold"), Scores(predictions, isClassification))
            .ToLookup(row => (row.Second, row.First), row => row.Third);
        FoldSplit split = _ml.Split(data, options);
        Assert.HasCount(split.Folds.Sum(fold => fold.Validation.Rows().Length), scored);
        Assert.AreEqual(split.Folds.Count, best.Validation.Folds.Count);
        foreach (Fold fold in split.Folds)
        {
            ITransformer model = (isClassification ? SweepExamples.Softmax() : SweepExamples.Ridge()).At(new MLContext(seed: 1), best.Values).Fit(fold.Training);
            IDataView expected = model.Transform(fold.Validation);
            foreach ((int row, float score) in fold.Validation.Rows().Zip(Scores(expected, isClassification)))
                Assert.AreEqual(score, scored[(fold.Number + 1, row)].Single());
            double metric = isClassification ? _ml.MulticlassClassification.Evaluate(expected).MicroAccuracy : _ml.Regression.Evaluate(expected).RootMeanSquaredError;
            Assert.AreEqual(metric, best.Validation.Folds[fold.Number], 1e-6);
        }

        // What stands beside the scores is what the data have there.
        float[] times = [.. data.GetColumn<float>("Time")];
        CollectionAssert.AreEqual(predictions.Rows().Select(row => times[row]).ToArray(), predictions.GetColumn<float>("Time").ToArray());
        CollectionAssert.AreEqual(
            predictions.Rows().Select(row => Label(row, isClassification)).ToArray(),
            (isClassification ? predictions.GetColumn<uint>("Label").Select(key => (float)key) : predictions.GetColumn<float>("Label")).ToArray());
        return predictions;
    }

    private IDataView Predict(IDataView data, bool isClassification, SweepOptions options, out SweepTrial best)
    {
        SweepSearch search = SweepSearch.Grid(SweepExamples.Lambda);
        SweepResult result = isClassification
            ? _ml.MulticlassClassification.Sweep(data, SweepExamples.Softmax(), search, (MulticlassSweepOptions)options)
            : _ml.Regression.Sweep(data, SweepExamples.Ridge(), search, (RegressionSweepOptions)options);
        best = result.Best;
        return result.OutOfFold(best);
    }

    /// <summary>A number for each row that tells its scores.</summary>
    private static IEnumerable<float> Scores(IDataView rows, bool isClassification) =>
        isClassification ? rows.GetColumn<float[]>("Score").Select(scores => scores[0] - 2 * scores[1]) : rows.GetColumn<float>("Score");

    private static MemoryView Data(bool isClassification)
    {
        MemoryView view = new MemoryView(Rows)
            .Add("Row", NumberDataViewType.Int32, row => row)
            .Add("Time", NumberDataViewType.Single, Time)
            .Add("Part", NumberDataViewType.Single, row => row % 4 == 3 ? float.NaN : row % 4)
            .AddText("Group", row => $"group {row % 6}")
            .AddVectors("Features", NumberDataViewType.Single, 2, row => MadeUpExamples.Vector(row * 37 % 61 / 30f, row % 3 + row % 5 / 2f));
        return isClassification
            ? view.Add("Label", new KeyDataViewType(typeof(uint), 3), row => (uint)Label(row, isClassification: true))
            : view.Add("Label", NumberDataViewType.Single, row => Label(row, isClassification: false));
    }

    /// <summary>Each row has a time of its own, and they are in disorder.</summary>
    private static float Time(int row) => row * 7 % Rows;

    private static float Label(int row, bool isClassification) => isClassification ? row % 3 + 1 : row % 3 + row * 37 % 61 / 20f;

    /// <summary>Copies its input, whose rows then are numbered from 0.</summary>
    private sealed class RenumberingEstimator : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new Renumbering();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }

    private sealed class Renumbering : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => new MLContext().Data.Cache(input);

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }
}
