using System.Globalization;
using System.Text.RegularExpressions;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Support;

/// <summary>Reads what an example printed.</summary>
internal static partial class Printed
{
    /// <summary>The number that a group of a regular expression matched.</summary>
    public static double Number(Match match, string group) =>
        double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>Asserts that so many pictures are named, and that each is a PNG file.</summary>
    public static void NamesPictures(string output, int count)
    {
        string[] files = [.. Picture().Matches(output).Select(match => match.Groups["file"].Value)];

        Assert.HasCount(count, files);
        foreach (string file in files)
        {
            byte[] start = File.ReadAllBytes(Path.Combine(Repository.Root, file))[..4];
            CollectionAssert.AreEqual(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, start);
        }
    }

    [GeneratedRegex(@"^ *(?<file>\S.*\.png)\r?$", RegexOptions.Multiline)]
    private static partial Regex Picture();
}
