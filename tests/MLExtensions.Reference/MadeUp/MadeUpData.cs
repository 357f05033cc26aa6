using Microsoft.ML.Data;

namespace MLExtensions.Reference.MadeUp;

/// <summary>
/// Classification data drawn from a seed, the same on every machine: only integers, and sums, products and square roots in double
/// precision, which are rounded alike everywhere.
/// </summary>
public static class MadeUpData
{
    private const int TestRows = 4_000;

    private const int EntriesPerRow = 30;

    /// <summary>Standard deviation of the noise, relative to that of the scores.</summary>
    private const double DenseNoise = 0.02;
    private const double SparseNoise = 0.5;

    /// <param name="name">Its name.</param>
    /// <param name="test">Whether other rows are wanted, drawn alike.</param>
    /// <returns>Null if there is no such data set.</returns>
    public static ReferenceData? Draw(string name, bool test = false) => name switch
    {
        "wide-two-classes" => Wide(name, test ? TestRows : 150, 1_000, classes: 2, signals: 5, shift: 1.5f, Rows(test)),
        "wide-five-classes" => Wide(name, test ? TestRows : 200, 2_000, classes: 5, signals: 4, shift: 1, Rows(test)),
        "large-dense" => Dense(name, test ? TestRows : 200_000, 50, classes: 20, Rows(test)),
        "large-sparse" => Sparse(name, test ? TestRows : 100_000, 50_000, classes: 10, Rows(test)),
        _ => null,
    };

    private static PortableRandom Rows(bool test) => new(test ? 2UL : 1UL);

    /// <summary>Normal columns, a few of them shifted down in the rows of one class and up in all others.</summary>
    private static ReferenceData Wide(
        string name, int rows, int columns, int classes, int signals, float shift, PortableRandom random)
    {
        var labels = new int[rows];
        var features = new VBuffer<float>[rows];
        for (int i = 0; i < rows; i++)
        {
            labels[i] = random.Below(classes);
            float[] row = Normals(columns, random);

            // Of two classes, the signals of one tell all.
            for (int j = 0; j < signals * (classes == 2 ? 1 : classes); j++)
                row[j] += j / signals == labels[i] ? -shift : shift;
            features[i] = new VBuffer<float>(columns, row);
        }

        return new ReferenceData(name, labels, features);
    }

    /// <summary>Normal columns; the class is that of the highest score under weights drawn first, with a little noise.</summary>
    private static ReferenceData Dense(string name, int rows, int columns, int classes, PortableRandom random)
    {
        float[][] weights = Weights(classes, columns);
        var labels = new int[rows];
        var features = new VBuffer<float>[rows];
        for (int i = 0; i < rows; i++)
        {
            features[i] = new VBuffer<float>(columns, Normals(columns, random));
            labels[i] = Highest(weights, features[i], DenseNoise * Math.Sqrt(columns), random);
        }

        return new ReferenceData(name, labels, features);
    }

    /// <summary>Rows of Euclidean length 1, as text has them, low columns far more often than high ones.</summary>
    private static ReferenceData Sparse(string name, int rows, int columns, int classes, PortableRandom random)
    {
        float[][] weights = Weights(classes, columns);
        var labels = new int[rows];
        var features = new VBuffer<float>[rows];
        for (int i = 0; i < rows; i++)
        {
            var drawn = new SortedSet<int>();
            while (drawn.Count < EntriesPerRow)
            {
                double place = random.Uniform();
                drawn.Add((int)(columns * (place * place * place)));
            }

            double[] values = [.. drawn.Select(_ => 0.5 + random.Uniform())];
            double length = Math.Sqrt(values.Sum(value => value * value));
            features[i] = new VBuffer<float>(
                columns, EntriesPerRow, Array.ConvertAll(values, value => (float)(value / length)), [.. drawn]);
            labels[i] = Highest(weights, features[i], SparseNoise, random);
        }

        return new ReferenceData(name, labels, features);
    }

    // The weights are the same for training and test rows.
    private static float[][] Weights(int classes, int columns)
    {
        var random = new PortableRandom(0);
        return [.. Enumerable.Range(0, classes).Select(_ => Normals(columns, random))];
    }

    private static float[] Normals(int count, PortableRandom random) => [.. Enumerable.Range(0, count).Select(_ => random.Normal())];

    private static int Highest(float[][] weights, VBuffer<float> row, double noise, PortableRandom random)
    {
        double[] scores = Array.ConvertAll(weights, w => row.Items().Sum(entry => (double)w[entry.Key] * entry.Value));
        for (int k = 0; k < scores.Length; k++)
            scores[k] += noise * random.Normal();
        return Array.IndexOf(scores, scores.Max());
    }
}
