namespace Mnist;

/// <summary>A folder with the four files of MNIST as they are published.</summary>
internal sealed class MnistFolder
{
    private const string Images = "-images-idx3-ubyte.gz";
    private const string Labels = "-labels-idx1-ubyte.gz";
    private const string Training = "train";
    private const string Test = "t10k";

    private readonly string _path;

    private MnistFolder(string path) => _path = path;

    /// <summary>The files that it takes.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [Training + Images, Training + Labels, Test + Images, Test + Labels];

    /// <summary>Where they can be had: the page of the data set's authors, and the copy that PyTorch downloads.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        ["http://yann.lecun.com/exdb/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/"];

    /// <summary>Where they are looked for if no folder is given: <c>shared/data/mnist</c>, beside the repository.</summary>
    public static string Default { get; } = Path.Combine("shared", "data", "mnist");

    /// <param name="given">The folder, or null to look for the default one in all folders above the program.</param>
    /// <returns>Null if there is none with all four files in it.</returns>
    public static MnistFolder? Find(string? given)
    {
        IEnumerable<string> candidates = given is null
            ? Above(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, Default))
            : [given];
        return candidates.Where(IsComplete).Select(path => new MnistFolder(path)).FirstOrDefault();
    }

    public Digit[] ReadTraining() => Read(Training);

    public Digit[] ReadTest() => Read(Test);

    private Digit[] Read(string part)
    {
        IdxFile labels = IdxFile.Read(Path.Combine(_path, part + Labels));
        IdxFile images = IdxFile.Read(Path.Combine(_path, part + Images));
        return [.. labels.Values.Select((label, i) => new Digit { Number = label, Pixels = Ink(images[i]) })];
    }

    private static float[] Ink(ReadOnlySpan<byte> pixels)
    {
        var ink = new float[pixels.Length];
        for (int i = 0; i < ink.Length; i++)
            ink[i] = pixels[i] / 255f;
        return ink;
    }

    private static bool IsComplete(string folder) => FileNames.All(name => File.Exists(Path.Combine(folder, name)));

    private static IEnumerable<string> Above(string path)
    {
        for (DirectoryInfo? folder = new(path); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
