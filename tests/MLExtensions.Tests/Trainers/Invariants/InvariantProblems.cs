using System.Globalization;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Draws problems of all shapes, each from a seed.</summary>
/// <remarks>
/// Entries have few binary digits, so that sums and halves of columns, and columns times powers of two, are exact in single
/// precision: a problem and its transform then have the very same minimum.
/// </remarks>
internal static class InvariantProblems
{
    private const int Grid = 1024;

    private static readonly string[] _shapes = ["wide", "tall", "two rows", "dependent columns", "wide sparse", "tall sparse"];

    /// <param name="trainer">Which.</param>
    /// <param name="seed">Everything else follows from it.</param>
    /// <param name="columnScales">Columns differ by up to this power of two.</param>
    public static InvariantProblem Draw(LinearTrainer trainer, int seed, int columnScales = 6)
    {
        var random = new Random(seed);
        string shape = _shapes[seed % _shapes.Length];
        bool regression = trainer is LinearTrainer.RidgeExact or LinearTrainer.RidgeDescent;
        int classes = regression ? 1 : 2 + random.Next(3);
        (int rows, int columns, int nonZeros) = shape switch
        {
            "wide" => (random.Next(3, 15), random.Next(16, 41), 0),
            "two rows" => (2, random.Next(1, 13), 0),
            "wide sparse" => (random.Next(6, 15), random.Next(50, 91), 3),
            "tall sparse" => (random.Next(45, 61), 40, 2),
            _ => (random.Next(12, 41), random.Next(2, 6), 0),
        };
        int[] labels = Labels(random, rows, classes, out string missing);
        double separation = random.Next(3) switch { 0 => 0, 1 => 0.7, _ => 4 };
        float[][] x = [.. Enumerable.Range(0, rows).Select(i => Row(random, columns, nonZeros, labels[i], separation))];
        if (shape == "dependent columns")
            x = Array.ConvertAll(x, row => (float[])[.. row, row[0] + row[^1], row[0] - row[1], row[1]]);
        string extras = Disturb(random, x, labels, classes, columnScales, dense: nonZeros == 0) + missing;

        // Up to 1e3 in both directions.
        int unit = random.Next(3) == 0 ? random.Next(-10, 11) : 0;
        x = Array.ConvertAll(x, row => Array.ConvertAll(row, value => MathF.ScaleB(value, unit)));
        float lambda = (float)Math.Pow(10, -6 + 12 * random.NextDouble());
        float[] weights = Weights(random, rows, out string weighting);
        double noise = random.Next(3) * 0.3;
        float[] targets = regression ? Targets(random, x, noise, unit) : [];
        string origin = string.Create(
            CultureInfo.InvariantCulture,
            $"{shape}, {(regression ? $"noise {noise}" : $"separation {separation}")}{extras}{weighting}, features × 2^{unit}");
        return new InvariantProblem(trainer, x, regression ? [] : labels, targets, weights, classes, lambda, nonZeros > 0, origin);
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Each class twice or more where there are rows enough; sometimes the last but one has none.</summary>
    private static int[] Labels(Random random, int rows, int classes, out string missing)
    {
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => i < 2 * classes ? i % classes : random.Next(classes))];
        bool without = classes > 2 && random.Next(4) == 0;
        missing = without ? ", a class without rows" : "";
        return without ? Array.ConvertAll(labels, label => label == classes - 2 ? classes - 1 : label) : labels;
    }

    private static float[] Row(Random random, int columns, int nonZeros, int label, double separation)
    {
        var row = new float[columns];
        for (int n = 0; n < (nonZeros == 0 ? columns : nonZeros); n++)
        {
            int f = nonZeros == 0 ? n : random.Next(columns);
            double value = Math.Clamp(Normal(random) + (f % 4 == label ? separation : 0), -7, 7);
            row[f] = (float)(Math.Round(value * Grid) / Grid);
        }

        return row;
    }

    /// <summary>Duplicate rows with other labels, constant columns, offsets, and columns of different scale.</summary>
    private static string Disturb(Random random, float[][] x, int[] labels, int classes, int columnScales, bool dense)
    {
        string extras = "";
        if (random.Next(4) == 0 && x.Length > 4)
        {
            extras += ", a row under two labels";
            x[^1] = [.. x[0]];
            labels[^1] = classes == 1 ? labels[^1] : labels.Last(label => label != labels[0] || labels.Distinct().Count() == 1);
        }

        int constant = dense && random.Next(4) == 0 ? random.Next(x[0].Length) : -1;
        float offset = dense && random.Next(3) == 0 ? 1 + random.Next(7) : 0;
        int[] powers = [.. x[0].Select(_ => 0)];
        if (random.Next(3) == 0)
        {
            powers = Array.ConvertAll(powers, _ => random.Next(-columnScales, columnScales + 1));
            extras += ", columns of different scale";
        }

        foreach (float[] row in x)
        {
            for (int f = 0; f < row.Length; f++)
                row[f] = f == constant ? 2.5f : MathF.ScaleB(row[f] + offset, powers[f]);
        }

        return extras + (constant < 0 ? "" : ", a constant column") + (offset == 0 ? "" : $", offset {offset}");
    }

    private static float[] Weights(Random random, int rows, out string weighting)
    {
        int kind = random.Next(4);
        weighting = kind switch { 0 => ", weights", 1 => ", very different weights", _ => "" };
        return [.. Enumerable.Range(0, rows).Select(_ => kind switch
        {
            0 => 0.25f + 4 * random.NextSingle(),
            1 => MathF.Pow(10, 6 * random.NextSingle() - 3),
            _ => 1,
        })];
    }

    private static float[] Targets(Random random, float[][] x, double noise, int unit)
    {
        double[] slopes = [.. x[0].Select(_ => Normal(random))];
        double shift = random.Next(2) * 3;
        return [.. x.Select(row => (float)(shift + noise * Normal(random) + row.Zip(slopes, (value, w) => Math.ScaleB(value, -unit) * w).Sum()))];
    }
}
