using System.Globalization;
using Microsoft.ML;
using MLExtensions.Interop;
using MLExtensions.Tuning.Options;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Running;

/// <summary>
/// What makes a sweep differ from another, but for its seed and its estimators: named parts, in words or as digests.
/// </summary>
internal static class SweepDescription
{
    private const string Rows = "number of rows";
    private const string Values = "values of column ";
    private const int MostListed = 5;

    /// <summary>Describes a sweep.</summary>
    /// <param name="task">What is to be predicted, and how it is scored.</param>
    /// <param name="data">The rows; every value of every column that is held counts.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="search">What to try.</param>
    /// <returns>The parts by their names.</returns>
    public static Dictionary<string, string> Of(SweepTask task, StoredRows data, SweepPipeline pipeline, SweepSearch search)
    {
        Dictionary<string, string> parts = new()
        {
            ["metric"] = task.Scorer.Description,
            ["scores"] = task.PerClass ? "per class, too" : "of all classes",
            ["folds"] = task.Options.Folds.Describe(task.Options),
            ["search"] = search.Description,
            ["number of steps"] = pipeline.Steps.Count.ToString(CultureInfo.InvariantCulture),
            ["training"] = task.Options.TrainTogether ? "together" : "one by one",
            [Rows] = data.Count.ToString(CultureInfo.InvariantCulture),
        };
        foreach (DataViewSchema.Column column in data.Schema.Where(column => !column.IsHidden))
        {
            parts.Add($"type of column '{column.Name}'", SchemaErrors.Describe(column.Type));
            if (data.DigestOf(column) is { } digest)
                parts.Add($"{Values}'{column.Name}'", $"digest {digest}");
        }

        return parts;
    }

    /// <summary>The parts in which two sweeps differ, in words; null if there is none.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string> there, IReadOnlyDictionary<string, string> here)
    {
        List<string> names = [.. there.Keys.Union(here.Keys).Where(name => there.GetValueOrDefault(name) != here.GetValueOrDefault(name))];

        // Of another number of rows all values are others.
        if (names.Contains(Rows))
            names.RemoveAll(name => name.StartsWith(Values, StringComparison.Ordinal));
        if (names.Count == 0)
            return null;
        string list = string.Join("; ", names.Take(MostListed).Select(name =>
            $"the {name}, there {there.GetValueOrDefault(name, "none")}, here {here.GetValueOrDefault(name, "none")}"));
        return names.Count <= MostListed ? list : string.Create(CultureInfo.InvariantCulture, $"{list}; and {names.Count - MostListed} more");
    }
}
