using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Predictions;

/// <summary>Scored rows as the columns of a data view.</summary>
internal static class ScoredView
{
    private const string Weight = "Weight";

    /// <summary>The rows that count, for a metric of the user's own.</summary>
    public static MemoryView Of(ScoredRows rows)
    {
        int[] counted = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Weight(row) > 0)];
        MemoryView view = Of(DefaultColumnNames.Label, [rows], [], counted);
        return rows.Weights is { } weights ? view.Add(Weight, NumberDataViewType.Single, row => (float)weights[counted[row]]) : view;
    }

    /// <summary>Rows scored by several models.</summary>
    /// <param name="label">What the column of labels is called.</param>
    /// <param name="parts">The rows of each model.</param>
    /// <param name="names">The names of classes that come first, in this order.</param>
    /// <param name="order">For each row of the view its place among those of all parts, one part behind the other.</param>
    public static MemoryView Of(string label, IReadOnlyList<ScoredRows> parts, IEnumerable<string> names, int[] order)
    {
        var view = new MemoryView(order.Length);
        if (parts[0] is ScoredClasses)
        {
            AddClasses(view, label, [.. parts.Cast<ScoredClasses>()], names, order);
            return view;
        }

        if (parts[0] is ScoredBooleans)
        {
            AddBooleans(view, label, [.. parts.Cast<ScoredBooleans>()], order);
            return view;
        }

        float[] labels = [.. parts.Cast<ScoredNumbers>().SelectMany(part => part.Labels)];
        double[] scores = [.. parts.Cast<ScoredNumbers>().SelectMany(part => part.Scores)];
        return view.Add(label, NumberDataViewType.Single, row => labels[order[row]])
            .Add(DefaultColumnNames.Score, NumberDataViewType.Single, row => (float)scores[order[row]]);
    }

    /// <summary>Where a row has no answer, the score and the probability are NaN, and false is predicted.</summary>
    private static void AddBooleans(MemoryView view, string label, ScoredBooleans[] parts, int[] order)
    {
        bool[] labels = [.. parts.SelectMany(part => part.Labels)];
        float[] scores = [.. parts.SelectMany(part => part.Scores)];
        bool[] predicted = [.. parts.SelectMany(part => part.Predicted)];
        view.Add(label, BooleanDataViewType.Instance, row => labels[order[row]])
            .Add(DefaultColumnNames.Score, NumberDataViewType.Single, row => scores[order[row]]);
        if (Array.TrueForAll(parts, part => part.Probabilities is not null))
        {
            float[] probabilities = [.. parts.SelectMany(part => part.Probabilities!)];
            view.Add(DefaultColumnNames.Probability, NumberDataViewType.Single, row => probabilities[order[row]]);
        }

        view.Add(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance, row => predicted[order[row]]);
    }

    private static void AddClasses(MemoryView view, string label, ScoredClasses[] parts, IEnumerable<string> names, int[] order)
    {
        var classes = new ClassUnion(names, parts);
        uint[] labels = [.. parts.SelectMany(part => part.Labels.Classes.Select(k => classes.KeyOf(part, k)))];
        uint[] predicted = [.. parts.SelectMany(part => part.Predicted.Select(k => classes.KeyOf(part, k)))];
        float[][] scores = [.. parts.SelectMany(part => Enumerable.Range(0, part.Count).Select(row => classes.Scores(part, row)))];
        var type = new KeyDataViewType(typeof(uint), classes.Names.Count);
        view.Add(label, type, row => labels[order[row]], classes.AddKeyValues)
            .AddVectors(DefaultColumnNames.Score, NumberDataViewType.Single, classes.Names.Count, row => scores[order[row]], classes.AddSlotNames)
            .Add(DefaultColumnNames.PredictedLabel, type, row => predicted[order[row]], classes.AddKeyValues);
    }
}
