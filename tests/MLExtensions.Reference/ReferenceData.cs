using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Reference.MadeUp;

namespace MLExtensions.Reference;

/// <summary>A data set in memory, its features as a reference optimum wants them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">The class of each row, from 0. In data for regression, 0.</param>
/// <param name="Features">The features of each row, dense or sparse.</param>
public sealed record ReferenceData(string Name, int[] Labels, VBuffer<float>[] Features)
{
    /// <summary>In data for regression, the number to predict of each row; null for classification.</summary>
    public float[]? Numbers { get; init; }

    /// <summary>How many classes there are. In data for regression, 1: there is one model.</summary>
    public int Classes { get; } = Labels.Max() + 1;

    public int Columns => Features[0].Length;

    public int Rows => Labels.Length;

    /// <summary>Whether the data set can be loaded here.</summary>
    public static bool IsAvailable(ReferenceOptimum optimum) =>
        optimum.Features.StartsWith("made up", StringComparison.Ordinal)
        || Resources.Has(TwoClasses.Of(optimum.DataSet).DataSet + ".csv")
        || SharedData.Folder is not null;

    public static ReferenceData Load(ReferenceOptimum optimum)
    {
        (string whole, TwoClasses? two) = TwoClasses.Of(optimum.DataSet);
        (string name, int? count) = Subset(whole);
        (string preparation, float factor) = Scaling(optimum.Features);
        ReferenceData data = MadeUpData.Draw(name) ?? name switch
        {
            "mnist" => ReferenceFiles.LoadMnist("train"),
            "trec" => ReferenceFiles.LoadSvmLight("trec.train", 8464),
            "r8" => ReferenceFiles.LoadSvmLight("r8.train", 19956),
            "diabetes" => ReferenceFiles.LoadRegressionCsv(name),
            _ => ReferenceFiles.LoadCsv(name, standardize: preparation == "standardized"),
        };
        data = (count is null ? data : data.EvenlySpread(count.Value)).Prepared(optimum.DataSet, preparation, factor);
        return two is null ? data : two.From(data);
    }

    /// <summary>The published test rows, or other made-up ones, their features prepared like those of the training rows.</summary>
    /// <returns>Null if there are none here.</returns>
    public static ReferenceData? LoadTest(ReferenceOptimum optimum)
    {
        (string whole, TwoClasses? two) = TwoClasses.Of(optimum.DataSet);
        (string name, _) = Subset(whole);
        (string preparation, float factor) = Scaling(optimum.Features);
        ReferenceData? data = MadeUpData.Draw(name, test: true) ?? (SharedData.Folder is null ? "" : name) switch
        {
            "mnist" => ReferenceFiles.LoadMnist("t10k"),
            "trec" => ReferenceFiles.LoadSvmLight("trec.test", 8464),
            "r8" => ReferenceFiles.LoadSvmLight("r8.test", 19956),
            "vowel" or "satimage" or "optdigits" or "letter" =>
                ReferenceFiles.LoadCsv(name, standardize: preparation == "standardized", name + ".test.csv"),
            _ => null,
        };
        data = data?.Prepared(optimum.DataSet, preparation, factor);
        return two is null || data is null ? data : two.From(data);
    }

    /// <summary>A data view with a key column <c>Label</c> and a vector column <c>Features</c>.</summary>
    public IDataView ToDataView(MLContext ml)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Label)].ColumnType = new KeyDataViewType(typeof(uint), Classes);
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Columns);

        // A key member holds a zero-based value; cursors then give it one-based.
        return ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, Rows).Select(i => new Row { Label = (uint)Labels[i], Features = Features[i] }), schema);
    }

    /// <summary>A data view with a column <c>Label</c>, true for the second of two classes, and a vector column <c>Features</c>.</summary>
    public IDataView ToBinaryView(MLContext ml)
    {
        var schema = SchemaDefinition.Create(typeof(BinaryRow));
        schema[nameof(BinaryRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Columns);
        return ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, Rows).Select(i => new BinaryRow { Label = Labels[i] == 1, Features = Features[i] }), schema);
    }

    /// <summary>What ridge regression predicts: the number of the row, or 1 if the row is of the class and 0 if it is not.</summary>
    public float Target(int row, int oneClass) => Numbers?[row] ?? (Labels[row] == oneClass ? 1 : 0);

    /// <summary>A data view with a column <c>Label</c>, the target of one class, and a vector column <c>Features</c>.</summary>
    public IDataView ToDataView(MLContext ml, int oneClass)
    {
        var schema = SchemaDefinition.Create(typeof(TargetRow));
        schema[nameof(TargetRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Columns);
        return ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, Rows).Select(i => new TargetRow { Label = Target(i, oneClass), Features = Features[i] }), schema);
    }

    /// <summary>The name before a hyphen and a number: the data set of which so many rows are taken.</summary>
    private static (string Name, int? Count) Subset(string name)
    {
        int hyphen = name.LastIndexOf('-');
        return hyphen >= 0 && int.TryParse(name.AsSpan(hyphen + 1), CultureInfo.InvariantCulture, out int count)
            ? (name[..hyphen], count)
            : (name, null);
    }

    /// <summary>What is before and behind a multiplication sign.</summary>
    private static (string Preparation, float Factor) Scaling(string features) =>
        features.Split(" × ") is [string preparation, string factor]
            ? (preparation, float.Parse(factor, CultureInfo.InvariantCulture))
            : (features, 1);

    private ReferenceData EvenlySpread(int count)
    {
        int[] rows = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * Rows / count))];
        return new ReferenceData(Name, Array.ConvertAll(rows, i => Labels[i]), Array.ConvertAll(rows, i => Features[i]));
    }

    private ReferenceData Prepared(string name, string preparation, float factor) => this with
    {
        Name = name,
        Features = Array.ConvertAll(
            Features, row => Scaled(preparation == "pixels/16 of degree 3" ? Cubed(Scaled(row, 1 / 16f)) : row, factor)),
    };

    private static VBuffer<float> Scaled(VBuffer<float> row, float factor)
    {
        if (factor == 1)
            return row;
        float[] values = Array.ConvertAll(row.GetValues().ToArray(), value => value * factor);
        return row.IsDense
            ? new VBuffer<float>(row.Length, values)
            : new VBuffer<float>(row.Length, values.Length, values, row.GetIndices().ToArray());
    }

    /// <summary>All products of up to three columns. Those of sixteenths are exact.</summary>
    private static VBuffer<float> Cubed(VBuffer<float> row)
    {
        float[] x = [1, .. row.GetValues()];
        var products = new List<float>();
        for (int a = 0; a < x.Length; a++)
            for (int b = a; b < x.Length; b++)
                for (int c = Math.Max(b, 1); c < x.Length; c++)
                    products.Add(x[a] * x[b] * x[c]);
        return new VBuffer<float>(products.Count, [.. products]);
    }

    private sealed class Row
    {
        public uint Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }

    private sealed class BinaryRow
    {
        public bool Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }

    private sealed class TargetRow
    {
        public float Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}
