using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Values;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Predictions;

/// <summary>The rows of a sweep beside the scores of models that had not seen them.</summary>
internal static class OutOfFoldView
{
    public const string Fold = "Fold";
    public const string Repeat = "Repeat";

    /// <param name="data">The rows of the sweep.</param>
    /// <param name="label">The column that is to be predicted.</param>
    /// <param name="folds">What became of them, fold by fold.</param>
    public static IDataView Of(StoredRows data, string label, IReadOnlyList<FoldPredictions> folds)
    {
        (int Row, FoldPredictions Of, int Place)[] rows =
        [
            .. folds.SelectMany(fold => fold.Rows.Select(number => (Row: data.PlaceOf(number), Of: fold)))
                .Select((row, place) => (row.Row, row.Of, Place: place))
                .OrderBy(row => row.Row).ThenBy(row => row.Of.Repeat),
        ];
        var times = new int[data.Count];
        foreach ((int row, _, _) in rows)
            times[row]++;
        MemoryView predictions = ScoredView.Of(
                label, [.. folds.Select(fold => fold.Scored)], NamesOf(data.Schema, label), Array.ConvertAll(rows, row => row.Place))
            .Add(Fold, NumberDataViewType.Int32, row => rows[row].Of.Fold + 1)
            .Add(Repeat, NumberDataViewType.Int32, row => rows[row].Of.Repeat);
        return new BesideView(new RepeatedRows(data, times), predictions);
    }

    /// <summary>The classes in the order in which the data have them, if they are keys there.</summary>
    private static IEnumerable<string> NamesOf(DataViewSchema schema, string label)
    {
        if (schema.GetColumnOrNull(label) is not { Type: KeyDataViewType } column)
            return [];
        ClassNames names = ClassNames.Of(column);
        return Enumerable.Range(0, names.Count).Select(k => names[k]);
    }
}
