using System.Buffers.Binary;
using System.IO.Compression;

namespace MLExtensions.Reference;

/// <summary>The larger data sets, in a folder beside the repository that need not be there.</summary>
public static class SharedData
{
    /// <summary>The folder <c>shared/data</c> beside the repository, or null.</summary>
    public static string? Folder { get; } = Repository.Beside("shared", "data");

    public static string PathOf(string file) =>
        Path.Combine(Folder ?? throw new DirectoryNotFoundException("There is no folder ../shared/data beside the repository."), file);

    public static StreamReader OpenText(string file) => new(Open(file));

    /// <summary>The rows of an idx file of unsigned bytes.</summary>
    public static byte[][] ReadIdx(string file)
    {
        using Stream stream = Open(file);
        Span<byte> header = stackalloc byte[4];
        stream.ReadExactly(header);
        int dimensions = header[3];
        int rows = 0;
        int rowLength = 1;
        for (int d = 0; d < dimensions; d++)
        {
            stream.ReadExactly(header);
            int size = BinaryPrimitives.ReadInt32BigEndian(header);
            if (d == 0)
                rows = size;
            else
                rowLength *= size;
        }

        var result = new byte[rows][];
        for (int i = 0; i < rows; i++)
        {
            result[i] = new byte[rowLength];
            stream.ReadExactly(result[i]);
        }

        return result;
    }

    private static Stream Open(string file)
    {
        FileStream stream = File.OpenRead(PathOf(file));
        return file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
