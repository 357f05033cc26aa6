namespace Digits.Presentation;

/// <summary>A folder of pictures.</summary>
internal sealed class Pictures(string folder)
{
    private readonly string _folder = Directory.CreateDirectory(folder).FullName;
    private readonly List<string> _files = [];

    /// <summary>What has been saved.</summary>
    public IReadOnlyList<string> Files => _files;

    public void Save(string name, Action<string> save)
    {
        string file = Path.Combine(_folder, name);
        save(file);
        _files.Add(file);
    }
}
