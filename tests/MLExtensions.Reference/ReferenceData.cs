using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Reference;

/// <summary>A data set in memory, its features as a reference optimum wants them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">The class of each row, from 0.</param>
/// <param name="Features">The features of each row, dense or sparse.</param>
public sealed record ReferenceData(string Name, int[] Labels, VBuffer<float>[] Features)
{
    public int Classes { get; } = Labels.Max() + 1;

    public int Columns => Features[0].Length;

    public int Rows => Labels.Length;

    /// <summary>Whether the data set can be loaded here.</summary>
    public static bool IsAvailable(ReferenceOptimum optimum) =>
        Resources.Has(optimum.DataSet + ".csv") || SharedData.Folder is not null;

    public static ReferenceData Load(ReferenceOptimum optimum) => optimum.DataSet switch
    {
        "mnist" => LoadMnist("train"),
        "trec" => LoadSvmLight("trec.train", 8464),
        "r8" => LoadSvmLight("r8.train", 19956),
        string name => LoadCsv(name, standardise: optimum.Features == "standardised"),
    };

    /// <summary>The published test rows, their features standardised, if so wanted, like those of the training rows.</summary>
    /// <returns>Null if there are none here.</returns>
    public static ReferenceData? LoadTest(ReferenceOptimum optimum) => (SharedData.Folder is null ? "" : optimum.DataSet) switch
    {
        "mnist" => LoadMnist("t10k"),
        "trec" => LoadSvmLight("trec.test", 8464),
        "r8" => LoadSvmLight("r8.test", 19956),
        "vowel" or "satimage" or "optdigits" or "letter" =>
            LoadCsv(optimum.DataSet, standardise: optimum.Features == "standardised", optimum.DataSet + ".test.csv"),
        _ => null,
    };

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

    /// <summary>A data view with a column <c>Label</c>, 1 for one class and 0 for all others, and a vector column <c>Features</c>.</summary>
    public IDataView ToDataView(MLContext ml, int oneClass)
    {
        var schema = SchemaDefinition.Create(typeof(OneHotRow));
        schema[nameof(OneHotRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Columns);
        return ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, Rows).Select(i => new OneHotRow { Label = Labels[i] == oneClass ? 1 : 0, Features = Features[i] }), schema);
    }

    /// <param name="name">The data set, whose training rows say how classes are numbered and columns scaled.</param>
    /// <param name="standardise">Whether columns are scaled.</param>
    /// <param name="other">A file of other rows to load in place of the training rows.</param>
    private static ReferenceData LoadCsv(string name, bool standardise, string? other = null)
    {
        string[][] training = Split(Resources.Has(name + ".csv")
            ? Resources.ReadLines(name + ".csv")
            : File.ReadLines(SharedData.PathOf(name + ".train.csv")));
        string[][] fields = other is null ? training : Split(File.ReadLines(SharedData.PathOf(other)));
        List<string> names = [.. training.Select(row => row[0]).Distinct().Order(StringComparer.Ordinal)];
        double[][] rows = Parse(fields);
        if (standardise)
            Standardise(rows, other is null ? rows : Parse(training));
        return new ReferenceData(
            name,
            [.. fields.Select(row => names.IndexOf(row[0]))],
            [.. rows.Select(row => new VBuffer<float>(row.Length, Array.ConvertAll(row, value => (float)value)))]);

        static string[][] Split(IEnumerable<string> lines) => [.. lines.Select(line => line.Split(','))];

        static double[][] Parse(string[][] fields) =>
            Array.ConvertAll(fields, row => Array.ConvertAll(row[1..], field => double.Parse(field, CultureInfo.InvariantCulture)));
    }

    private static void Standardise(double[][] rows, double[][] training)
    {
        for (int f = 0; f < rows[0].Length; f++)
        {
            double mean = training.Average(row => row[f]);
            double deviation = Math.Sqrt(training.Average(row => (row[f] - mean) * (row[f] - mean)));
            foreach (double[] row in rows)
                row[f] = deviation == 0 ? 0 : (row[f] - mean) / deviation;
        }
    }

    private static ReferenceData LoadSvmLight(string part, int columns)
    {
        var labels = new List<int>();
        var features = new List<VBuffer<float>>();
        using StreamReader reader = SharedData.OpenText(part + ".svm.gz");
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            labels.Add(int.Parse(fields[0], CultureInfo.InvariantCulture));
            var indices = new int[fields.Length - 1];
            var values = new float[fields.Length - 1];
            for (int i = 1; i < fields.Length; i++)
            {
                string[] entry = fields[i].Split(':');
                indices[i - 1] = int.Parse(entry[0], CultureInfo.InvariantCulture) - 1;
                values[i - 1] = float.Parse(entry[1], CultureInfo.InvariantCulture);
            }

            features.Add(new VBuffer<float>(columns, values.Length, values, indices));
        }

        return new ReferenceData(part[..part.IndexOf('.')], [.. labels], [.. features]);
    }

    private static ReferenceData LoadMnist(string part)
    {
        byte[][] labels = SharedData.ReadIdx($"mnist/{part}-labels-idx1-ubyte.gz");
        byte[][] images = SharedData.ReadIdx($"mnist/{part}-images-idx3-ubyte.gz");
        return new ReferenceData(
            "mnist",
            Array.ConvertAll(labels, label => (int)label[0]),
            Array.ConvertAll(images, image => new VBuffer<float>(image.Length, Array.ConvertAll(image, pixel => pixel / 255f))));
    }

    private sealed class Row
    {
        public uint Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }

    private sealed class OneHotRow
    {
        public float Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}
