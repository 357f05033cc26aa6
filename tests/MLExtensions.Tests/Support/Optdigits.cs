using System.Globalization;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Support;

/// <summary>The handwritten digits of the examples, read once.</summary>
internal static class Optdigits
{
    private static readonly string[] _names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly Lazy<Digit[]> _train = new(() => Read("optdigits.train.csv"));
    private static readonly Lazy<Digit[]> _test = new(() => Read("optdigits.test.csv"));

    public static Digit[] Train(int count) => _train.Value[..count];

    public static Digit[] Test(int count) => _test.Value[..count];

    private static Digit[] Read(string file) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "examples", "data", file)).Select(Parse)];

    private static Digit Parse(string line)
    {
        string[] fields = line.Split(',');
        int number = int.Parse(fields[0], CultureInfo.InvariantCulture);
        return new Digit
        {
            Number = number,
            Name = _names[number],
            IsEven = number % 2 == 0,
            Features = [.. fields.Skip(1).Select(field => float.Parse(field, CultureInfo.InvariantCulture))],
        };
    }
}
