using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Folds;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Folds;

[TestClass]
public class FoldSplitTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Stratified_by_a_number_each_fold_has_one_of_every_few_in_order() =>
        Gen.Select(Gen.Int[3, 15], Gen.Int[2, 5], Gen.Int[0, 1000]).Sample((blocks, folds, seed) =>
        {
            int rows = blocks * folds;
            IDataView data = new MemoryView(rows)
                .Add("Row", NumberDataViewType.Int32, row => row)
                .Add("Label", NumberDataViewType.Single, row => (float)(row * 7 % rows));
            FoldSplit split = _ml.Split(data, new RegressionSweepOptions { NumberOfFolds = folds, Stratify = true }, seed);
            FoldExamples.AssertPartition(split, rows);
            foreach (Fold fold in split.Folds)
            {
                float[] labels = [.. fold.Validation.GetColumn<float>("Label").Order()];
                if (rows % 7 != 0)
                    CollectionAssert.AreEqual(Enumerable.Range(0, blocks).ToArray(), Array.ConvertAll(labels, label => (int)label / folds));
            }
        }, iter: 30);

    [TestMethod]
    public void Stratified_folds_take_labels_that_only_the_pipeline_makes_keys_of()
    {
        IDataView digits = _ml.Data.LoadFromEnumerable(Optdigits.Train(100));
        foreach (Fold fold in _ml.Split(digits, new MulticlassSweepOptions { NumberOfFolds = 2, Stratify = true, LabelColumnName = "Name" }).Folds)
            Assert.AreEqual(10, fold.Validation.GetColumn<string>("Name").Distinct().Count());
    }

    [TestMethod]
    public void Stratified_groups_have_classes_and_ranges_of_numbers_about_evenly()
    {
        // 60 groups of three rows, each of one class, or of numbers near to each other.
        int[] groups = [.. Enumerable.Range(0, 180).Select(row => row % 60)];
        MemoryView data = FoldExamples.Grouped(Array.ConvertAll(groups, group => group % 3), groups)
            .Add("Number", NumberDataViewType.Single, row => groups[row] + row / 1000f);
        foreach (Fold fold in _ml.Split(data, new MulticlassSweepOptions { Stratify = true, SamplingKeyColumnName = "Group" }).Folds)
            CollectionAssert.AreEqual((int[])[12, 12, 12], fold.Validation.GetColumn<uint>("Label").GroupBy(label => label).Select(label => label.Count()).ToArray());
        foreach (Fold fold in _ml.Split(data, new RegressionSweepOptions { Stratify = true, SamplingKeyColumnName = "Group", LabelColumnName = "Number" }).Folds)
            CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), fold.Validation.GetColumn<float>("Number").Select(number => (int)number / 6).Distinct().Order().ToArray());
    }

    [TestMethod]
    public void Without_groups_and_strata_they_are_those_of_ML_NET()
    {
        IDataView data = FoldExamples.Classes([.. Enumerable.Range(0, 50).Select(i => i % 3)]);
        FoldSplit split = _ml.Split(data, new MulticlassSweepOptions { NumberOfFolds = 4 }, seed: 9);
        foreach ((Fold fold, DataOperationsCatalog.TrainTestData expected) in split.Folds.Zip(_ml.Data.CrossValidationSplit(data, 4, seed: 9)))
        {
            CollectionAssert.AreEqual(expected.TrainSet.Rows(), fold.Training.Rows());
            CollectionAssert.AreEqual(expected.TestSet.Rows(), fold.Validation.Rows());
        }

        StringAssert.StartsWith(split.Summary.ToString(), "4 folds, those of ML.NET's CrossValidate with the same seed; ");
    }

    [TestMethod]
    public void Unless_one_has_less_than_half_of_its_share()
    {
        IDataView data = FoldExamples.Classes(new int[30]);
        int dealtOut = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            int fewest = _ml.Data.CrossValidationSplit(data, 10, seed: seed).Min(part => part.TestSet.Rows().Length);
            FoldSplit split = _ml.Split(data, new MulticlassSweepOptions { NumberOfFolds = 10 }, seed);
            int least = split.Validated().Min(rows => rows.Length);
            Assert.AreEqual(fewest < 1.5 ? 3 : fewest, least);
            if (fewest >= 1.5)
                continue;
            dealtOut++;
            StringAssert.Matches(split.Summary.ToString(), new($"^10 folds, rows dealt out evenly: one of ML.NET's folds with the same seed has [01] of 30 rows; 3 rows each."));
        }

        Assert.IsInRange(1, 39, dealtOut);
    }

    [TestMethod]
    public void Log_and_result_say_how_rows_were_split()
    {
        var log = new RecordingLog(_ml);
        SweepResult result = _ml.MulticlassClassification.Sweep(
            _ml.Classes(30), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { NumberOfFolds = 10, Seed = 3 });
        StringAssert.Contains(result.ToString(), result.FoldSummary.Description);
        Assert.IsTrue(log.Infos.Any(info => info.Contains(result.FoldSummary.Description)), string.Join('\n', log.Infos));
    }

    [TestMethod]
    public void Too_few_rows_for_the_folds_are_told()
    {
        foreach (bool stratify in (bool[])[true, false])
        {
            foreach (int rows in (int[])[0, 1, 3])
            {
                InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.MulticlassClassification.Sweep(
                    FoldExamples.Classes([.. Enumerable.Range(0, rows).Select(i => i % 3)]), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
                    new MulticlassSweepOptions { Stratify = stratify, Seed = 1 }));
                StringAssert.Contains(exception.Message, $"There are too few rows for as many folds: {rows}, where 5 folds need at least one each.");
            }
        }
    }

    [TestMethod]
    public void Strata_of_a_column_that_is_not_there_are_refused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Split(
            FoldExamples.Classes([0, 1, 0, 1]), new MulticlassSweepOptions { NumberOfFolds = 2, Stratify = true, LabelColumnName = "Nowhere" })).Message,
        "Could not find label column 'Nowhere': strata are those of the rows before the pipeline.");

    [TestMethod]
    public void Strata_of_vectors_are_refused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Split(
            FoldExamples.Classes([0, 1, 0, 1]), new MulticlassSweepOptions { NumberOfFolds = 2, Stratify = true, LabelColumnName = "Features" })).Message,
        "label column 'Features': expected a key, text or number, got Vector<Single, 1>");

    [TestMethod]
    public void Of_two_shares_the_larger_has_all_rows_of_the_smaller_and_classes_are_there_about_as_often() =>
        Gen.Select(Gen.Int[0, 2].Array[30, 90], Gen.Double[0.05, 1], Gen.Double[0.05, 1], Gen.Int[0, 1000]).Sample((labels, a, b, seed) =>
        {
            (double small, double large) = (Math.Min(a, b), Math.Max(a, b));
            IReadOnlyList<Fold> folds = _ml.Split(FoldExamples.Classes(labels), new MulticlassSweepOptions { NumberOfFolds = 3, Stratify = true }, seed).Folds;
            var shares = new TrainingShares(_ml, folds, "Label", isClassification: true, seed);
            for (int fold = 0; fold < 3; fold++)
            {
                int[] whole = folds[fold].Training.Rows();
                int[] fewer = shares.Of(fold, small).Training.Rows();
                int[] more = shares.Of(fold, large).Training.Rows();
                Assert.HasCount(Math.Max(1, (int)Math.Round(small * whole.Length)), fewer);
                Assert.IsEmpty(fewer.Except(more).ToArray());
                Assert.IsEmpty(more.Except(whole).ToArray());
                CollectionAssert.AreEqual(folds[fold].Validation.Rows(), shares.Of(fold, small).Validation.Rows());
                foreach (int label in labels.Distinct())
                    Assert.AreEqual(small * whole.Count(row => labels[row] == label), fewer.Count(row => labels[row] == label), 2);
            }
        }, iter: 30);
}
