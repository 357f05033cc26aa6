using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Folds;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Folds;

/// <summary>Folds are views of the rows that were read once, also folds of folds.</summary>
[TestClass]
public class FoldViewTests
{
    private const int Rows = 5000;
    private const int Features = 200;

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Folds_shares_of_them_and_folds_of_folds_take_no_memory_but_for_the_numbers_of_their_rows()
    {
        var data = StoredRows.Of(new MemoryView(Rows)
            .Add("Label", NumberDataViewType.Single, row => (float)row)
            .AddVectors("Features", NumberDataViewType.Single, Features, row => Enumerable.Repeat((float)row, Features).ToArray()));
        var options = new RegressionSweepOptions { NumberOfFolds = 5 };
        FoldSplit outer = _ml.Split(data, options);

        // The first call is over, and all code is there.
        long before = GC.GetAllocatedBytesForCurrentThread();
        outer = _ml.Split(data, options);
        FoldSplit[] inner = [.. outer.Folds.Select(fold => _ml.Split(fold.Training, options))];
        Fold[] shares = [.. Enumerable.Range(0, 5).Select(fold => new TrainingShares(_ml, outer.Folds, "Label", isClassification: false, seed: 1).Of(fold, 0.5))];
        foreach (IDataView fold in inner.SelectMany(split => split.Folds).Concat(shares).SelectMany(fold => (IDataView[])[fold.Training, fold.Validation]))
            Read(fold);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;

        // These are 31 copies of all rows if each fold has its own.
        Assert.IsLessThan(4L * Rows * Features * sizeof(float), taken);
        Assert.HasCount(5, inner);
    }

    [TestMethod]
    public void What_is_trained_in_a_nested_sweep_are_rows_of_the_one_store()
    {
        MemoryView data = new MemoryView(60)
            .Add("Row", NumberDataViewType.Int32, row => row)
            .Add("Label", NumberDataViewType.Single, row => (float)(row % 7))
            .AddVectors("Features", NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(row));
        var watched = new WatchedDataView(data);
        int seen = 0;
        _ml.Regression.NestedCrossValidate(
            watched,
            SweepPipeline.Create((ml, values) => new CountedEstimator(
                ml.Regression.Trainers.RidgeRegression(l2Regularization: values.Get(SweepExamples.Lambda)), new FitCounter(), input =>
                {
                    // Copies would be numbered anew.
                    using DataViewRowCursor cursor = input.GetRowCursor(input.Schema);
                    ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
                    ValueGetter<int> getRow = cursor.GetGetter<int>(input.Schema["Row"]);
                    DataViewRowId id = default;
                    for (int row = 0; cursor.MoveNext(); seen++)
                    {
                        getId(ref id);
                        getRow(ref row);
                        Assert.AreEqual((ulong)row, id.Low);
                    }
                })),
            SweepSearch.Grid(SweepExamples.Lambda), numberOfOuterFolds: 3, options: new RegressionSweepOptions { NumberOfFolds = 2, NumberOfThreads = 1 });
        Assert.AreEqual(1, watched.Passes);

        // 5 trials on halves of 40 rows, twice, and the chosen on all 40, three times over.
        Assert.AreEqual(3 * (5 * 40 + 40), seen);
    }

    private static void Read(IDataView data)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(data.Schema["Features"]);
        VBuffer<float> features = default;
        while (cursor.MoveNext())
            getter(ref features);
    }
}
