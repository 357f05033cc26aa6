using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tuning.Folds;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Folds;

/// <summary>What holds for folds of any rows, groups, seeds and numbers.</summary>
[TestClass]
public class FoldPropertyTests
{
    private static readonly Gen<(int[] Labels, int[] Groups, int Folds, int Repeats, int Seed)> _rows = Gen.Select(
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 25]).Array[12, 90], Gen.Int[2, 8], Gen.Int[1, 3], Gen.Int,
        (rows, folds, repeats, seed) => (Array.ConvertAll(rows, row => row.Item1), Array.ConvertAll(rows, row => row.Item2 * row.Item2 / 25), folds, repeats, seed));

    [TestMethod]
    public void Every_row_is_scored_once_and_folds_are_about_as_large() => _rows.Sample(rows =>
    {
        foreach (bool stratify in (bool[])[false, true])
        {
            var options = new MulticlassSweepOptions { NumberOfFolds = rows.Folds, Stratify = stratify, Folds = SweepFolds.KFold(rows.Repeats) };
            FoldSplit split = new MLContext(seed: 1).Split(FoldExamples.Classes(rows.Labels), options, rows.Seed);
            FoldExamples.AssertPartition(split, rows.Labels.Length, rows.Repeats);
            foreach (int[][] repeat in split.Validated().Chunk(rows.Folds))
            {
                int[] sizes = Array.ConvertAll(repeat, fold => fold.Length);
                if (stratify || split.Summary.Description.Contains("dealt out evenly") && rows.Repeats == 1)
                    Assert.IsLessThanOrEqualTo(1, sizes.Max() - sizes.Min());
                Assert.IsGreaterThanOrEqualTo(rows.Labels.Length, sizes.Min() * 2 * rows.Folds);
            }
        }
    }, iter: 40);

    [TestMethod]
    public void Stratified_folds_have_every_class_as_evenly_as_counts_allow() => _rows.Sample(rows =>
    {
        var options = new MulticlassSweepOptions { NumberOfFolds = rows.Folds, Stratify = true, Folds = SweepFolds.KFold(rows.Repeats) };
        FoldSplit split = new MLContext(seed: 1).Split(FoldExamples.Classes(rows.Labels), options, rows.Seed);
        foreach (int[][] repeat in split.Validated().Chunk(rows.Folds))
        {
            foreach (int label in rows.Labels.Distinct())
            {
                int[] counts = Array.ConvertAll(repeat, fold => fold.Count(row => rows.Labels[row] == label));
                Assert.IsLessThanOrEqualTo(1, counts.Max() - counts.Min());
            }
        }
    }, iter: 40);

    [TestMethod]
    public void No_group_is_split_and_folds_differ_by_no_more_than_the_largest() => _rows.Sample(rows =>
    {
        int groups = rows.Groups.Distinct().Count();
        foreach (bool stratify in (bool[])[false, true])
        {
            var options = new MulticlassSweepOptions
            {
                NumberOfFolds = rows.Folds,
                Stratify = stratify,
                SamplingKeyColumnName = "Group",
                Folds = SweepFolds.KFold(rows.Repeats),
            };
            if (groups < rows.Folds)
            {
                StringAssert.Contains(
                    Assert.ThrowsExactly<InvalidOperationException>(() => new MLContext(seed: 1).Split(FoldExamples.Grouped(rows.Labels, rows.Groups), options, rows.Seed)).Message,
                    $"too few groups of 'Group' for as many folds: {groups}, where {rows.Folds} folds need");
                continue;
            }

            FoldSplit split = new MLContext(seed: 1).Split(FoldExamples.Grouped(rows.Labels, rows.Groups), options, rows.Seed);
            FoldExamples.AssertPartition(split, rows.Labels.Length, rows.Repeats);
            AssertWhole(split, rows.Groups);
            int largest = rows.Groups.GroupBy(group => group).Max(group => group.Count());
            foreach (int[][] repeat in split.Validated().Chunk(rows.Folds))
                Assert.IsLessThanOrEqualTo(largest, repeat.Max(fold => fold.Length) - repeat.Min(fold => fold.Length));
        }
    }, iter: 40);

    [TestMethod]
    public void Each_group_is_left_out_once() => _rows.Sample(rows =>
    {
        if (rows.Groups.Distinct().Count() < 2)
            return;
        var options = new MulticlassSweepOptions { SamplingKeyColumnName = "Group", Folds = SweepFolds.LeaveOneGroupOut() };
        FoldSplit split = new MLContext(seed: 1).Split(FoldExamples.Grouped(rows.Labels, rows.Groups), options, rows.Seed);
        FoldExamples.AssertPartition(split, rows.Labels.Length);
        AssertWhole(split, rows.Groups);
        CollectionAssert.AreEqual(rows.Groups.Distinct().Select(group => "group " + group).ToArray(), split.Summary.Folds.Select(fold => fold.Name).ToArray());
    }, iter: 40);

    [TestMethod]
    public void The_same_seed_gives_the_same_folds_and_the_first_repeat_is_that_without_repeats() => _rows.Sample(rows =>
    {
        foreach (string? key in (string?[])[null, "Group"])
        {
            if (rows.Groups.Distinct().Count() < rows.Folds)
                continue;
            var options = new MulticlassSweepOptions { NumberOfFolds = rows.Folds, SamplingKeyColumnName = key, Folds = SweepFolds.KFold(rows.Repeats) };
            var ml = new MLContext(seed: 1);
            IDataView data = FoldExamples.Grouped(rows.Labels, rows.Groups);
            string first = ml.Split(data, options, rows.Seed).Text();
            _ = ml.MulticlassClassification.Trainers.SoftmaxRegression();
            Assert.AreEqual(first, ml.Split(data, options, rows.Seed).Text());
            options.Folds = SweepFolds.KFold();
            StringAssert.StartsWith(first, ml.Split(data, options, rows.Seed).Text());
        }
    }, iter: 20);

    [TestMethod]
    public void Groups_as_texts_keys_and_numbers_are_dealt_out_alike() => _rows.Sample(rows =>
    {
        if (rows.Groups.Distinct().Count() < rows.Folds)
            return;
        MemoryView data = FoldExamples.Grouped(rows.Labels, rows.Groups)
            .Add("Key", new KeyDataViewType(typeof(uint), 1000), row => (uint)rows.Groups[row] + 10)
            .Add("Single", NumberDataViewType.Single, row => rows.Groups[row] == 3 ? 1e6f : rows.Groups[row])
            .Add("Int64", NumberDataViewType.Int64, row => -(long)rows.Groups[row])
            .AddVectors<int>("Vector", NumberDataViewType.Int32, 2, row => (int[])[rows.Groups[row] / 5, rows.Groups[row] % 5]);
        string[] splits = [.. ((string[])["Group", "Key", "Single", "Int64", "Vector"]).Select(column => new MLContext(seed: 1).Split(
            data, new MulticlassSweepOptions { NumberOfFolds = rows.Folds, SamplingKeyColumnName = column }, rows.Seed).Text())];
        Assert.HasCount(1, splits.Distinct().ToArray());
    }, iter: 20);

    [TestMethod]
    public void Outer_folds_leave_enough_groups_for_the_inner_ones() => Gen.Select(_rows, Gen.Int[2, 6]).Sample((rows, outer) =>
    {
        foreach (bool stratify in (bool[])[false, true])
        {
            foreach (string? key in (string?[])[null, "Group"])
            {
                int units = key is null ? rows.Groups.Length : rows.Groups.Distinct().Count();
                var options = new MulticlassSweepOptions { NumberOfFolds = rows.Folds, Stratify = stratify, SamplingKeyColumnName = key };
                var request = new FoldRequest(new MLContext(seed: 1), StoredRows.Of(FoldExamples.Grouped(rows.Labels, rows.Groups)), options, IsClassification: true, outer, rows.Seed);
                if (units < outer || units - (units + outer - 1) / outer < rows.Folds)
                {
                    Assert.ThrowsExactly<InvalidOperationException>(() => FoldSplit.Outer(request));
                    continue;
                }

                FoldSplit split = FoldSplit.Outer(request);
                FoldExamples.AssertPartition(split, rows.Labels.Length);
                foreach (Fold fold in split.Folds)
                    Assert.HasCount(rows.Folds, new MLContext(seed: 1).Split(fold.Training, options, rows.Seed).Folds);
            }
        }
    }, iter: 40);

    [TestMethod]
    public void In_time_order_models_are_trained_on_the_past_and_the_gap_is_left_out() => Gen.Select(
        Gen.Int[0, 40].Array[15, 80], Gen.Int[2, 6], Gen.Int[0, 3]).Sample((times, folds, gap) =>
    {
        var options = new MulticlassSweepOptions { NumberOfFolds = folds, Folds = SweepFolds.InTimeOrder("Time", gap) };
        FoldSplit split;
        int[] points = [.. times.Distinct().Order()];
        if (points.Length < folds + 1 + gap)
            return;
        split = new MLContext(seed: 1).Split(FoldExamples.Timed(Array.ConvertAll(times, time => (float)time)), options);
        Assert.HasCount(folds, split.Folds);
        int[][] validated = split.Validated();
        Assert.HasCount(validated.Sum(rows => rows.Length), validated.SelectMany(rows => rows).Distinct().ToArray());
        int end = -1;
        for (int fold = 0; fold < folds; fold++)
        {
            int[] scored = Array.ConvertAll(validated[fold], row => Array.IndexOf(points, times[row]));
            if (fold > 0)
                Assert.AreEqual(end + 1, scored.Min());
            end = scored.Max();
            int[] trained = Array.ConvertAll(split.Trained()[fold], row => Array.IndexOf(points, times[row]));
            CollectionAssert.AreEqual(Enumerable.Range(0, scored.Min() - gap).ToArray(), trained.Distinct().Order().ToArray());
            Assert.AreEqual(times.Count(time => Array.IndexOf(points, time) < scored.Min() - gap), trained.Length);
        }

        Assert.AreEqual(points.Length - 1, end);
    }, iter: 60);

    private static void AssertWhole(FoldSplit split, int[] groups)
    {
        foreach (Fold fold in split.Folds)
            Assert.IsEmpty(fold.Training.Rows().Select(row => groups[row]).Intersect(fold.Validation.Rows().Select(row => groups[row])).ToArray());
    }
}
