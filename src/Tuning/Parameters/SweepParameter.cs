using System.Numerics;
using MLExtensions.Arguments;
using MLExtensions.Tuning.Parameters;

namespace MLExtensions;

/// <summary>A parameter of a pipeline that a sweep tries values of.</summary>
/// <remarks>
/// It is both the values of a grid and the range of a random search, and knows which of its values make the simpler model.
/// A pipeline asks for its value by <see cref="ParameterValues.Get"/>.
/// </remarks>
public abstract class SweepParameter
{
    private protected SweepParameter(string name, Simpler simpler)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Guard.Require(Enum.IsDefined(simpler), simpler, nameof(simpler), $"a value of {nameof(MLExtensions.Simpler)}");
        Name = name;
        Simpler = simpler;
    }

    /// <summary>What it is called in tables, files and pictures.</summary>
    public string Name { get; }

    /// <summary>Which of its values make the simpler model.</summary>
    public Simpler Simpler { get; }

    /// <summary>Whether its values are spread evenly by their logarithms, so that pictures should draw them so.</summary>
    public abstract bool IsLogarithmic { get; }

    /// <summary>Whether its values are numbers on an axis, beyond any of which there are others, and not choices.</summary>
    public abstract bool IsOrdered { get; }

    /// <summary>The values of a grid, in the order of the axis.</summary>
    internal abstract IReadOnlyList<object> GridValues { get; }

    /// <summary>Evenly spaced values, in a grid both ends included; drawn at random, uniform between them.</summary>
    /// <typeparam name="T">
    /// The type of the values; whole numbers are rounded to, each is there once, and drawn as often as another.
    /// </typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="from">The least.</param>
    /// <param name="to">The largest; above <paramref name="from"/>.</param>
    /// <param name="count">How many a grid has, from 2 to 1,000,000.</param>
    /// <param name="simpler">Which make the simpler model. Default: none does.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range or not finite.</exception>
    public static SweepParameter<T> Linear<T>(string name, T from, T to, int count, Simpler simpler = Simpler.Unordered)
        where T : struct, INumber<T> =>
        new(name, simpler, new NumberRange<T>(name, from, to, count, isLogarithmic: false));

    /// <summary>Values of equal ratio, in a grid both ends included; drawn at random, log-uniform between them.</summary>
    /// <typeparam name="T">The type of the values; whole numbers are rounded to, and each is there once.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="from">The least; positive.</param>
    /// <param name="to">The largest; above <paramref name="from"/>.</param>
    /// <param name="count">How many a grid has, from 2 to 1,000,000.</param>
    /// <param name="simpler">Which make the simpler model. Default: none does.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range or not finite.</exception>
    public static SweepParameter<T> Logarithmic<T>(string name, T from, T to, int count, Simpler simpler = Simpler.Unordered)
        where T : struct, INumber<T> =>
        new(name, simpler, new NumberRange<T>(name, from, to, count, isLogarithmic: true));

    /// <summary>Values named one by one: numbers, texts, trainers, anything; drawn at random, each as likely.</summary>
    /// <typeparam name="T">The type of the values; their <see cref="object.ToString"/> is what they are called.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The values; at least one, and no two with the same text.</param>
    /// <param name="simpler">Which make the simpler model, the first ones or the last ones. Default: none does.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">A name or the list is empty, or two values have the same text.</exception>
    public static SweepParameter<T> Choices<T>(string name, IEnumerable<T> values, Simpler simpler = Simpler.Unordered)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(values);
        return new SweepParameter<T>(name, simpler, new Choices<T>([.. values]));
    }

    /// <summary>λ: of equal ratio, and the larger the simpler.</summary>
    /// <param name="from">The least; positive.</param>
    /// <param name="to">The largest; above <paramref name="from"/>.</param>
    /// <param name="count">How many a grid has, from 2 to 1,000,000.</param>
    /// <param name="name">What it is called. Default: <c>"l2Regularization"</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range or not finite.</exception>
    public static SweepParameter<float> L2Regularization(float from, float to, int count, string name = "l2Regularization") =>
        Logarithmic(name, from, to, count, Simpler.Larger);

    /// <summary>The degree of polynomial features: every whole number, and the smaller the simpler.</summary>
    /// <param name="from">The least.</param>
    /// <param name="to">The largest; above <paramref name="from"/>.</param>
    /// <param name="name">What it is called. Default: <c>"degree"</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="to"/> is not above <paramref name="from"/>, or is too far from it.
    /// </exception>
    public static SweepParameter<int> Degree(int from, int to, string name = "degree")
    {
        long count = (long)to - from + 1;
        Guard.Require(count <= NumberRange<int>.MostValues, to, nameof(to), "less than a million above the least degree");
        return Linear(name, from, to, Math.Max((int)count, 2), Simpler.Smaller);
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    /// <summary>Where a value stands on the axis: a number itself, and a choice where it is named, from 0.</summary>
    internal abstract double Place(object value);

    /// <summary>A value drawn at random.</summary>
    /// <param name="share">Uniform from 0 to below 1.</param>
    internal abstract object Draw(double share);

    /// <summary>The next value beyond an end of a grid.</summary>
    /// <returns>Null if the grid may not be widened as far.</returns>
    internal abstract object? Beyond(IReadOnlyList<object> grid, bool above);

    /// <summary>The value nearest to another on one side of it, in the grid or not.</summary>
    /// <returns>Null if there is none.</returns>
    internal abstract object? Next(object value, bool above);

    /// <summary>How much simpler a value makes the model: the larger the simpler.</summary>
    internal double Simplicity(object value) => Simpler switch
    {
        Simpler.Larger => Place(value),
        Simpler.Smaller => -Place(value),
        _ => 0,
    };
}
