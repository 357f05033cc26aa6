namespace MLExtensions.Reference;

/// <summary>Where the working tree is, found from where the program runs.</summary>
public static class Repository
{
    private static readonly string? _folder = Find();

    public static string Root =>
        _folder ?? throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds MLExtensions.sln.");

    /// <summary>The path of something beside the working tree, or null if there is no tree or nothing there.</summary>
    public static string? Beside(params string[] names)
    {
        if (_folder is null)
            return null;
        string path = Path.GetFullPath(Path.Combine([_folder, "..", .. names]));
        return Path.Exists(path) ? path : null;
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "MLExtensions.sln")))
                return folder.FullName;
        return null;
    }
}
