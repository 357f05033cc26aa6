using System.Globalization;
using Microsoft.ML.Data;

namespace MLExtensions.Reference;

/// <summary>Reads data sets from their files.</summary>
internal static class ReferenceFiles
{
    /// <param name="name">The data set, whose training rows say how classes are numbered and columns scaled.</param>
    /// <param name="standardize">Whether columns are scaled.</param>
    /// <param name="other">A file of other rows to load in place of the training rows.</param>
    public static ReferenceData LoadCsv(string name, bool standardize, string? other = null)
    {
        string[][] training = Split(Resources.Has(name + ".csv")
            ? Resources.ReadLines(name + ".csv")
            : File.ReadLines(SharedData.PathOf(name + ".train.csv")));
        string[][] fields = other is null ? training : Split(File.ReadLines(SharedData.PathOf(other)));
        List<string> names = [.. training.Select(row => row[0]).Distinct().Order(StringComparer.Ordinal)];
        double[][] rows = Parse(fields);
        if (standardize)
            Standardize(rows, other is null ? rows : Parse(training));
        return new ReferenceData(
            name,
            [.. fields.Select(row => names.IndexOf(row[0]))],
            [.. rows.Select(row => new VBuffer<float>(row.Length, Array.ConvertAll(row, value => (float)value)))]);

        static double[][] Parse(string[][] fields) =>
            Array.ConvertAll(fields, row => Array.ConvertAll(row[1..], field => double.Parse(field, CultureInfo.InvariantCulture)));
    }

    /// <summary>A file whose first column is the number to predict, columns as they are.</summary>
    public static ReferenceData LoadRegressionCsv(string name)
    {
        float[][] rows = Array.ConvertAll(
            Split(Resources.ReadLines(name + ".csv")),
            fields => Array.ConvertAll(fields, field => float.Parse(field, CultureInfo.InvariantCulture)));
        return new ReferenceData(name, new int[rows.Length], Array.ConvertAll(rows, row => new VBuffer<float>(row.Length - 1, row[1..])))
        {
            Numbers = Array.ConvertAll(rows, row => row[0]),
        };
    }

    private static string[][] Split(IEnumerable<string> lines) => [.. lines.Select(line => line.Split(','))];

    private static void Standardize(double[][] rows, double[][] training)
    {
        for (int f = 0; f < rows[0].Length; f++)
        {
            double mean = training.Average(row => row[f]);
            double deviation = Math.Sqrt(training.Average(row => (row[f] - mean) * (row[f] - mean)));
            foreach (double[] row in rows)
                row[f] = deviation == 0 ? 0 : (row[f] - mean) / deviation;
        }
    }

    public static ReferenceData LoadSvmLight(string part, int columns)
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

    public static ReferenceData LoadMnist(string part)
    {
        byte[][] labels = SharedData.ReadIdx($"mnist/{part}-labels-idx1-ubyte.gz");
        byte[][] images = SharedData.ReadIdx($"mnist/{part}-images-idx3-ubyte.gz");
        return new ReferenceData(
            "mnist",
            Array.ConvertAll(labels, label => (int)label[0]),
            Array.ConvertAll(images, image => new VBuffer<float>(image.Length, Array.ConvertAll(image, pixel => pixel / 255f))));
    }
}
