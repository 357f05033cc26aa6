namespace MLExtensions.Tests;

/// <summary>Where the sources are.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder of <c>MLExtensions.sln</c>, the nearest above the tests' own.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "MLExtensions.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"There is no MLExtensions.sln above '{AppContext.BaseDirectory}'.");
    }
}
