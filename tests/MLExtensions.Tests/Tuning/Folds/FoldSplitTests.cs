using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning;

namespace MLExtensions.Tests.Tuning.Folds;

[TestClass]
public class FoldSplitTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Stratified_folds_are_disjoint_cover_all_rows_and_have_every_class_evenly() =>
        Gen.Select(Gen.Int[0, 4].Array[12, 80], Gen.Int[2, 6], Gen.Int[0, 1000]).Sample((labels, folds, seed) =>
        {
            IReadOnlyList<Fold> split = FoldSplit.Of(_ml, Classes(labels), new MulticlassSweepOptions { Stratify = true }, folds, isClassification: true, seed);
            Assert.HasCount(folds, split);
            AssertPartition(split, labels.Length);
            int[] sizes = [.. split.Select(fold => Rows(fold.Validation).Length)];
            Assert.IsLessThanOrEqualTo(1, sizes.Max() - sizes.Min());
            foreach (int label in labels.Distinct())
            {
                int[] counts = [.. split.Select(fold => Rows(fold.Validation).Count(row => labels[row] == label))];
                Assert.IsLessThanOrEqualTo(1, counts.Max() - counts.Min());
            }
        }, iter: 30);

    [TestMethod]
    public void Stratified_by_a_number_each_fold_has_one_of_every_few_in_order() =>
        Gen.Select(Gen.Int[3, 15], Gen.Int[2, 5], Gen.Int[0, 1000]).Sample((blocks, folds, seed) =>
        {
            int rows = blocks * folds;
            IDataView data = new MemoryView(rows)
                .Add("Row", NumberDataViewType.Int32, row => row)
                .Add("Label", NumberDataViewType.Single, row => (float)(row * 7 % rows));
            IReadOnlyList<Fold> split = FoldSplit.Of(_ml, data, new RegressionSweepOptions { Stratify = true }, folds, isClassification: false, seed);
            AssertPartition(split, rows);
            foreach (Fold fold in split)
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
        foreach (Fold fold in FoldSplit.Of(_ml, digits, new MulticlassSweepOptions { Stratify = true, LabelColumnName = "Name" }, 2, isClassification: true, seed: 1))
            Assert.AreEqual(10, fold.Validation.GetColumn<string>("Name").Distinct().Count());
    }

    [TestMethod]
    public void Groups_are_never_split() => Gen.Select(Gen.Int[0, 15].Array[60], Gen.Int[0, 1000]).Sample((groups, seed) =>
    {
        IDataView data = new MemoryView(60)
            .Add("Row", NumberDataViewType.Int32, row => row)
            .Add("Label", NumberDataViewType.Single, row => (float)row)
            .AddText("Group", row => "group " + groups[row]);
        IReadOnlyList<Fold> split;
        try
        {
            split = FoldSplit.Of(_ml, data, new RegressionSweepOptions { SamplingKeyColumnName = "Group" }, 2, isClassification: false, seed);
        }
        catch (InvalidOperationException exception)
        {
            StringAssert.Contains(exception.Message, "groups of 'Group'");
            return;
        }

        AssertPartition(split, 60);
        foreach (Fold fold in split)
            Assert.IsEmpty(fold.Training.GetColumn<string>("Group").Intersect(fold.Validation.GetColumn<string>("Group")).ToArray());
    }, iter: 30);

    [TestMethod]
    public void Without_either_they_are_those_of_ML_NET()
    {
        IDataView data = Classes([.. Enumerable.Range(0, 50).Select(i => i % 3)]);
        IReadOnlyList<Fold> split = FoldSplit.Of(_ml, data, new MulticlassSweepOptions(), 4, isClassification: true, seed: 9);
        foreach ((Fold fold, DataOperationsCatalog.TrainTestData expected) in split.Zip(_ml.Data.CrossValidationSplit(data, 4, seed: 9)))
        {
            CollectionAssert.AreEqual(Rows(expected.TrainSet), Rows(fold.Training));
            CollectionAssert.AreEqual(Rows(expected.TestSet), Rows(fold.Validation));
        }
    }

    [TestMethod]
    public void Too_few_rows_for_the_folds_are_told()
    {
        foreach (bool stratify in (bool[])[true, false])
        {
            foreach (int rows in (int[])[0, 1, 3])
            {
                InvalidOperationException exception = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.MulticlassClassification.Sweep(
                    Classes([.. Enumerable.Range(0, rows).Select(i => i % 3)]), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
                    new MulticlassSweepOptions { Stratify = stratify, Seed = 1 }));
                StringAssert.Contains(exception.Message, "there are too few rows for as many folds.");
            }
        }
    }

    [TestMethod]
    public void Strata_and_groups_exclude_each_other() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => _ml.MulticlassClassification.Sweep(
            _ml.Classes(), SweepExamples.Softmax(), SweepSearch.Grid(SweepExamples.Lambda),
            new MulticlassSweepOptions { Stratify = true, SamplingKeyColumnName = "Weight" })).Message,
        "Stratify and SamplingKeyColumnName exclude each other");

    [TestMethod]
    public void Strata_of_a_column_that_is_not_there_are_refused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FoldSplit.Of(
            _ml, Classes([0, 1, 0, 1]), new MulticlassSweepOptions { Stratify = true, LabelColumnName = "Nowhere" }, 2, isClassification: true, seed: 1)).Message,
        "'Nowhere'");

    [TestMethod]
    public void Of_two_shares_the_larger_has_all_rows_of_the_smaller_and_classes_are_there_about_as_often() =>
        Gen.Select(Gen.Int[0, 2].Array[30, 90], Gen.Double[0.05, 1], Gen.Double[0.05, 1], Gen.Int[0, 1000]).Sample((labels, a, b, seed) =>
        {
            (double small, double large) = (Math.Min(a, b), Math.Max(a, b));
            IReadOnlyList<Fold> folds = FoldSplit.Of(_ml, Classes(labels), new MulticlassSweepOptions { Stratify = true }, 3, isClassification: true, seed);
            var shares = new TrainingShares(_ml, folds, "Label", isClassification: true, seed);
            for (int fold = 0; fold < 3; fold++)
            {
                int[] whole = Rows(folds[fold].Training);
                int[] fewer = Rows(shares.Of(fold, small).Training);
                int[] more = Rows(shares.Of(fold, large).Training);
                Assert.HasCount(Math.Max(1, (int)Math.Round(small * whole.Length)), fewer);
                Assert.IsEmpty(fewer.Except(more).ToArray());
                Assert.IsEmpty(more.Except(whole).ToArray());
                CollectionAssert.AreEqual(Rows(folds[fold].Validation), Rows(shares.Of(fold, small).Validation));
                foreach (int label in labels.Distinct())
                    Assert.AreEqual(small * whole.Count(row => labels[row] == label), fewer.Count(row => labels[row] == label), 2);
            }
        }, iter: 30);

    private static MemoryView Classes(int[] labels) => new MemoryView(labels.Length)
        .Add("Row", NumberDataViewType.Int32, row => row)
        .Add("Label", new KeyDataViewType(typeof(uint), 5), row => (uint)labels[row] + 1)
        .AddVectors("Features", NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(row));

    private static int[] Rows(IDataView data) => [.. data.GetColumn<int>("Row")];

    private static void AssertPartition(IReadOnlyList<Fold> split, int rows)
    {
        CollectionAssert.AreEqual(
            Enumerable.Range(0, rows).ToArray(), split.SelectMany(fold => Rows(fold.Validation)).Order().ToArray());
        foreach (Fold fold in split)
            CollectionAssert.AreEqual(
                Enumerable.Range(0, rows).ToArray(), Rows(fold.Training).Concat(Rows(fold.Validation)).Order().ToArray());
    }
}
