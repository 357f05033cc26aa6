using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Folds;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Folds;

/// <summary>Rows to split, which tell which they are.</summary>
internal static class FoldExamples
{
    /// <summary>Rows of classes from 0 to 4, with a feature.</summary>
    public static MemoryView Classes(IReadOnlyList<int> labels) => new MemoryView(labels.Count)
        .Add("Row", NumberDataViewType.Int32, row => row)
        .Add("Label", new KeyDataViewType(typeof(uint), 5), row => (uint)labels[row] + 1)
        .AddVectors("Features", NumberDataViewType.Single, 1, row => MadeUpExamples.Vector(row));

    /// <summary>The same with groups as texts.</summary>
    public static MemoryView Grouped(IReadOnlyList<int> labels, IReadOnlyList<int> groups) =>
        Classes(labels).AddText("Group", row => "group " + groups[row]);

    /// <summary>Rows of two classes by turns with a number each.</summary>
    public static MemoryView Timed(IReadOnlyList<float> times) =>
        Classes([.. times.Select((_, row) => row % 2)]).Add("Time", NumberDataViewType.Single, row => times[row]);

    public static FoldSplit Split(this MLContext ml, IDataView data, SweepOptions options, int seed = 1) =>
        FoldSplit.Of(new FoldRequest(ml, StoredRows.Of(data), options, options is MulticlassSweepOptions, options.NumberOfFolds, seed));

    public static int[] Rows(this IDataView data) => [.. data.GetColumn<int>("Row")];

    /// <summary>The rows that each fold is scored on.</summary>
    public static int[][] Validated(this FoldSplit split) => [.. split.Folds.Select(fold => fold.Validation.Rows())];

    /// <summary>The rows that each fold is trained on.</summary>
    public static int[][] Trained(this FoldSplit split) => [.. split.Folds.Select(fold => fold.Training.Rows())];

    /// <summary>The folds as text, to be compared.</summary>
    public static string Text(this FoldSplit split) =>
        string.Join(" | ", split.Trained().Zip(split.Validated(), (trained, validated) => $"{string.Join(' ', trained)}; {string.Join(' ', validated)}"));

    /// <summary>In each repeat each row is scored once, and trained on in all other folds.</summary>
    public static void AssertPartition(FoldSplit split, int rows, int repeats = 1)
    {
        int[] all = [.. Enumerable.Range(0, rows)];
        foreach (int[][] ofRepeat in split.Validated().Chunk(split.Folds.Count / repeats))
            CollectionAssert.AreEqual(all, ofRepeat.SelectMany(validated => validated).Order().ToArray());
        foreach (Fold fold in split.Folds)
            CollectionAssert.AreEqual(all, fold.Training.Rows().Concat(fold.Validation.Rows()).Order().ToArray());
    }
}
