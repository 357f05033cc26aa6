using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Views;

namespace MLExtensions.Tuning.Folds;

/// <summary><see cref="SweepFolds.OfMLNet"/>.</summary>
internal sealed class MLNetFolds : SweepFolds
{
    private protected override string Name => nameof(OfMLNet);

    internal override int LeastUnits(int folds) => folds;

    /// <summary>Groups of an outer fold that are hashed with the same seed again would all be in one inner fold.</summary>
    internal override int InnerSeed(int seed) => unchecked(seed + 1);

    internal override string Describe(ISplitOptions options) =>
        $"{options.NumberOfFolds} folds of ML.NET{(options.SamplingKeyColumnName is { } key ? $" by '{key}'" : "")}";

    internal override void Check(ISplitOptions options) => Refuse(options.Stratify, nameof(options.Stratify));

    /// <summary>The rows of each of ML.NET's folds without groups, which do not depend on what is in them.</summary>
    public static IEnumerable<int[]> OfRows(MLContext ml, int rows, int folds, int seed)
    {
        const string Row = "Row";
        MemoryView numbers = new MemoryView(rows).Add(Row, NumberDataViewType.Int32, row => row);
        return ml.Data.CrossValidationSplit(numbers, folds, seed: seed).Select(part => part.TestSet.GetColumn<int>(Row).ToArray());
    }

    internal override FoldAssignment Assign(FoldRequest request)
    {
        string? key = request.Options.SamplingKeyColumnName;
        if (key is null)
            request.Require(request.Rows, "rows", request.Folds, "Set NumberOfFolds to fewer, or collect more rows.");
        else
            request.Require(ColumnGroups.Read(request.Data, key, "sampling key").Count, $"groups of '{key}'", request.Folds, "Set NumberOfFolds to fewer, or collect rows of more groups.");

        List<FoldRows> folds = [];
        foreach (int[] rows in key is null ? OfRows(request.Context, request.Rows, request.Folds, request.Seed) : OfGroups(request, key))
        {
            string name = (folds.Count + 1).ToString(CultureInfo.InvariantCulture);
            if (rows.Length == 0 || rows.Length == request.Rows)
                throw new InvalidOperationException($"ML.NET's fold {name} of {request.Folds} has no rows to {(rows.Length == 0 ? "score" : "train")} on. {nameof(SweepFolds)}.{nameof(KFold)} deals {(key is null ? "rows" : "groups")} out, so that none is empty.");
            var validation = new bool[request.Rows];
            foreach (int row in rows)
                validation[row] = true;
            folds.Add(new FoldRows(name, Repeat: 0, row => !validation[row], row => validation[row]));
        }

        return new FoldAssignment(
            folds,
            $"{request.Folds} folds, those of ML.NET's CrossValidate with the same seed{(key is null ? "" : $", by '{key}'")}",
            $"the standard error of the mean over {request.Folds} folds, which share training rows, so that it is somewhat too small");
    }

    /// <summary>The rows of each of ML.NET's folds by groups; a row can be in two.</summary>
    private static IEnumerable<int[]> OfGroups(FoldRequest request, string key)
    {
        Dictionary<DataViewRowId, int> places = [];
        foreach (DataViewRowId id in Ids(request.Data))
            places.Add(id, places.Count);
        return request.Context.Data.CrossValidationSplit(request.Data, request.Folds, key, request.Seed)
            .Select(part => Ids(part.TestSet).Select(id => places[id]).ToArray());
    }

    private static IEnumerable<DataViewRowId> Ids(IDataView rows)
    {
        using DataViewRowCursor cursor = rows.GetRowCursor([]);
        ValueGetter<DataViewRowId> getter = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getter(ref id);
            yield return id;
        }
    }
}
