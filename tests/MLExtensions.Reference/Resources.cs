namespace MLExtensions.Reference;

/// <summary>The files that are kept inside this assembly.</summary>
internal static class Resources
{
    public static bool Has(string name) => typeof(Resources).Assembly.GetManifestResourceInfo(name) is not null;

    public static IEnumerable<string> ReadLines(string name)
    {
        using Stream stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"No embedded file '{name}'.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
