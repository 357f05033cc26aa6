using System.Numerics.Tensors;
using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>
/// Made-up classification: each label is drawn from a softmax of the row's scores under weights that are drawn first. So no
/// model is always right, and a linear one is as good as any.
/// </summary>
internal static class PlantedExamples
{
    /// <summary>The standard deviation of a score. A classifier of 5 classes that knows the weights is right four times in five.</summary>
    private const double ScoreDeviation = 4;

    /// <summary>The columns of a rank r are drawn in proportion to 1 / (r + offset), nearly as often as the words of a text.</summary>
    private const double RankOffset = 10;

    /// <summary>Normally distributed columns.</summary>
    public static ReferenceData Dense(int rows, int columns, int classes, int seed)
    {
        var random = new Random(seed);
        float[][] weights = Weights(classes, columns, ScoreDeviation / Math.Sqrt(columns), random);
        var labels = new int[rows];
        var features = new VBuffer<float>[rows];
        var scores = new double[classes];
        for (int i = 0; i < rows; i++)
        {
            float[] row = Normals(columns, 1, random);
            for (int k = 0; k < classes; k++)
                scores[k] = TensorPrimitives.Dot(row, weights[k]);
            labels[i] = Draw(scores, random);
            features[i] = new VBuffer<float>(columns, row);
        }

        return new ReferenceData($"{rows:N0} × {columns:N0}", Marked(labels, classes), features);
    }

    /// <summary>Rows of Euclidean length 1, as text has them, their columns drawn by Zipf's law.</summary>
    public static ReferenceData Sparse(SparseShape shape, int classes, int seed)
    {
        var random = new Random(seed);
        double[] cumulated = Cumulated(shape.Columns);
        float[][] weights = Weights(classes, shape.Columns, ScoreDeviation, random);
        var labels = new int[shape.Rows];
        var features = new VBuffer<float>[shape.Rows];
        var scores = new double[classes];
        var drawn = new HashSet<int>();
        for (int i = 0; i < shape.Rows; i++)
        {
            drawn.Clear();
            while (drawn.Count < shape.Entries)
            {
                int place = Array.BinarySearch(cumulated, random.NextDouble() * cumulated[^1]);
                drawn.Add(place < 0 ? ~place : place);
            }

            int[] indices = [.. drawn.Order()];
            float[] values = [.. indices.Select(_ => 0.5f + random.NextSingle())];
            TensorPrimitives.Divide(values, TensorPrimitives.Norm<float>(values), values);
            for (int k = 0; k < classes; k++)
            {
                scores[k] = 0;
                for (int entry = 0; entry < indices.Length; entry++)
                    scores[k] += weights[k][indices[entry]] * values[entry];
            }

            labels[i] = Draw(scores, random);
            features[i] = new VBuffer<float>(shape.Columns, values.Length, values, indices);
        }

        return new ReferenceData($"{shape.Rows:N0} × {shape.Columns:N0}", Marked(labels, classes), features);
    }

    private static double[] Cumulated(int columns)
    {
        var cumulated = new double[columns];
        double sum = 0;
        for (int rank = 0; rank < columns; rank++)
            cumulated[rank] = sum += 1 / (rank + RankOffset);
        return cumulated;
    }

    /// <summary>The classes are counted by the highest label, which must be there.</summary>
    private static int[] Marked(int[] labels, int classes)
    {
        labels[0] = classes - 1;
        return labels;
    }

    private static float[][] Weights(int classes, int columns, double deviation, Random random) =>
        [.. Enumerable.Range(0, classes).Select(_ => Normals(columns, deviation, random))];

    private static float[] Normals(int count, double deviation, Random random)
    {
        var values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            value = (float)(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }

    /// <summary>A class by the softmax of its scores: the largest of scores with Gumbel noise.</summary>
    private static int Draw(double[] scores, Random random)
    {
        for (int k = 0; k < scores.Length; k++)
            scores[k] -= Math.Log(-Math.Log(1 - random.NextDouble()));
        return Array.IndexOf(scores, scores.Max());
    }
}
