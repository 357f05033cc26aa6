using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Verdicts.Families;

/// <summary>Makes up the rows of families.</summary>
/// <param name="seed">Which rows.</param>
internal sealed class FamilyData(int seed)
{
    private readonly Random _random = new(1000 + seed);

    /// <summary>Two classes, the second as probable as the logistic function of a value says.</summary>
    public IDataView Logistic(int rows, int columns, Func<float[], double> value) =>
        Classes(rows, 2, () => Normal(columns), x => _random.NextDouble() < 1 / (1 + Math.Exp(-value(x))) ? 1 : 0);

    /// <summary>Gaussian clusters around centers drawn at random.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="frequencies">How often each class occurs.</param>
    /// <param name="spread">The standard deviation of the centers; that around a center is 1.</param>
    /// <param name="flipped">The share of rows whose class is drawn anew, each as likely.</param>
    /// <param name="perClass">How many clusters a class has.</param>
    public IDataView Clusters(int rows, int columns, double[] frequencies, double spread, double flipped = 0, int perClass = 1)
    {
        int classes = frequencies.Length;
        double[][] centers = [.. Enumerable.Range(0, classes * perClass).Select(_ => Enumerable.Range(0, columns).Select(_ => spread * Gaussian()).ToArray())];
        int drawn = 0;
        return Classes(
            rows, classes,
            () => [.. centers[(drawn = Draw(frequencies)) * perClass + _random.Next(perClass)].Select(place => (float)(place + Gaussian()))],
            _ => _random.NextDouble() < flipped ? _random.Next(classes) : drawn);
    }

    /// <summary>Classes that have nothing to do with the features.</summary>
    public IDataView ClassNoise(int rows, int columns, params double[] frequencies) =>
        Classes(rows, frequencies.Length, () => Normal(columns), _ => Draw(frequencies));

    /// <summary>Numbers: a function of features that are standard normal, and noise.</summary>
    public IDataView Numbers(int rows, int columns, Func<float[], double> value, double noise) =>
        Numbers(rows, columns, () => Normal(columns), x => value(x) + noise * Gaussian());

    /// <summary>Numbers: a function of features that are uniform from −1 to 1, and noise.</summary>
    public IDataView NumbersOfCube(int rows, int columns, Func<float[], double> value, double noise) =>
        Numbers(rows, columns, () => [.. Enumerable.Range(0, columns).Select(_ => (float)(2 * _random.NextDouble() - 1))], x => value(x) + noise * Gaussian());

    /// <summary>Numbers of heavy tails that have nothing to do with the features: Student's t of three degrees of freedom.</summary>
    public IDataView HeavyNoise(int rows, int columns) => Numbers(
        rows, columns, () => Normal(columns),
        _ => Gaussian() / Math.Sqrt((Math.Pow(Gaussian(), 2) + Math.Pow(Gaussian(), 2) + Math.Pow(Gaussian(), 2)) / 3));

    /// <summary>A linear function whose weights are drawn at random.</summary>
    /// <param name="seed">Which weights.</param>
    /// <param name="columns">How many.</param>
    /// <param name="norm">Their length: the standard deviation of the function where features are standard normal.</param>
    public static Func<float[], double> Linear(int seed, int columns, double norm)
    {
        var data = new FamilyData(seed - 923);
        double[] weights = [.. Enumerable.Range(0, columns).Select(_ => data.Gaussian())];
        double scale = norm / Math.Sqrt(weights.Sum(weight => weight * weight));
        return x => x.Zip(weights, (value, weight) => scale * weight * value).Sum();
    }

    private static MemoryView Classes(int rows, int classes, Func<float[]> features, Func<float[], int> label)
    {
        (float[] X, int Y)[] drawn = [.. Enumerable.Range(0, rows).Select(_ => features()).Select(x => (x, label(x)))];
        return new MemoryView(rows)
            .AddVectors("Features", NumberDataViewType.Single, drawn[0].X.Length, row => drawn[row].X)
            .Add("Label", new KeyDataViewType(typeof(uint), classes), row => (uint)drawn[row].Y + 1);
    }

    private static MemoryView Numbers(int rows, int columns, Func<float[]> features, Func<float[], double> label)
    {
        (float[] X, float Y)[] drawn = [.. Enumerable.Range(0, rows).Select(_ => features()).Select(x => (x, (float)label(x)))];
        return new MemoryView(rows)
            .AddVectors("Features", NumberDataViewType.Single, columns, row => drawn[row].X)
            .Add("Label", NumberDataViewType.Single, row => drawn[row].Y);
    }

    private float[] Normal(int columns) => [.. Enumerable.Range(0, columns).Select(_ => (float)Gaussian())];

    private int Draw(double[] frequencies)
    {
        double left = _random.NextDouble() * frequencies.Sum();
        int drawn = 0;
        while (drawn < frequencies.Length - 1 && (left -= frequencies[drawn]) > 0)
            drawn++;
        return drawn;
    }

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
