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
        "mnist" => LoadMnist(),
        "trec" => LoadSvmLight("trec", 8464),
        "r8" => LoadSvmLight("r8", 19956),
        string name => LoadCsv(name, standardise: optimum.Features == "standardised"),
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

    private static ReferenceData LoadCsv(string name, bool standardise)
    {
        IEnumerable<string> lines = Resources.Has(name + ".csv")
            ? Resources.ReadLines(name + ".csv")
            : File.ReadLines(SharedData.PathOf(name + ".train.csv"));
        string[][] fields = [.. lines.Select(line => line.Split(','))];
        List<string> names = [.. fields.Select(row => row[0]).Distinct().Order(StringComparer.Ordinal)];
        double[][] rows = [.. fields.Select(row => Array.ConvertAll(row[1..], field => double.Parse(field, CultureInfo.InvariantCulture)))];
        if (standardise)
            Standardise(rows);
        return new ReferenceData(
            name,
            [.. fields.Select(row => names.IndexOf(row[0]))],
            [.. rows.Select(row => new VBuffer<float>(row.Length, Array.ConvertAll(row, value => (float)value)))]);
    }

    private static void Standardise(double[][] rows)
    {
        for (int f = 0; f < rows[0].Length; f++)
        {
            double mean = rows.Average(row => row[f]);
            double deviation = Math.Sqrt(rows.Average(row => (row[f] - mean) * (row[f] - mean)));
            foreach (double[] row in rows)
                row[f] = deviation == 0 ? 0 : (row[f] - mean) / deviation;
        }
    }

    private static ReferenceData LoadSvmLight(string name, int columns)
    {
        var labels = new List<int>();
        var features = new List<VBuffer<float>>();
        using StreamReader reader = SharedData.OpenText(name + ".train.svm.gz");
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

        return new ReferenceData(name, [.. labels], [.. features]);
    }

    private static ReferenceData LoadMnist()
    {
        byte[][] labels = SharedData.ReadIdx("mnist/train-labels-idx1-ubyte.gz");
        byte[][] images = SharedData.ReadIdx("mnist/train-images-idx3-ubyte.gz");
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
