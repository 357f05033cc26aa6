using System.Buffers.Binary;
using System.IO.Compression;

namespace Mnist;

/// <summary>An array of bytes in the idx format of MNIST, compressed.</summary>
/// <param name="Sizes">The length of each dimension.</param>
/// <param name="Values">The last dimension's next to each other.</param>
internal sealed record IdxFile(int[] Sizes, byte[] Values)
{
    private const byte UnsignedBytes = 8;

    /// <summary>The values of one item of the first dimension.</summary>
    public ReadOnlySpan<byte> this[int item]
    {
        get
        {
            int length = Values.Length / Sizes[0];
            return Values.AsSpan(item * length, length);
        }
    }

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static IdxFile Read(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);

        // Two zeros, the type of the values, the number of dimensions; then the length of each, most significant byte first.
        Span<byte> number = stackalloc byte[4];
        stream.ReadExactly(number);
        if (number is not [0, 0, UnsignedBytes, > 0])
            throw new InvalidDataException($"'{path}' is no idx file of bytes.");
        var sizes = new int[number[3]];
        foreach (ref int size in sizes.AsSpan())
        {
            stream.ReadExactly(number);
            size = BinaryPrimitives.ReadInt32BigEndian(number);
        }

        var values = new byte[sizes.Aggregate(1, (product, size) => checked(product * size))];
        stream.ReadExactly(values);
        return new IdxFile(sizes, values);
    }
}
