using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>Writes the data sets of the reference optima, exactly as trainers get them, for a solver in another language.</summary>
internal static class ReferenceExport
{
    private const int Dense = -1;
    private const int Numbers = 0;

    /// <param name="folder">Where the files go: <c>data set,features.train</c>, and <c>.test</c> if there are test rows.</param>
    /// <param name="dataSets">Those to write; none means all.</param>
    public static int Write(string folder, string[] dataSets)
    {
        Directory.CreateDirectory(folder);
        foreach (ReferenceOptimum optimum in ReferenceOptimum.All.DistinctBy(optimum => (optimum.DataSet, optimum.Features)))
        {
            if ((dataSets.Length > 0 && !dataSets.Contains(optimum.DataSet)) || !ReferenceData.IsAvailable(optimum))
                continue;
            Console.Error.WriteLine($"{optimum.DataSet}, {optimum.Features}");
            string path = Path.Combine(folder, $"{optimum.DataSet},{optimum.Features.Replace('/', ':')}");
            Write(path + ".train", ReferenceData.Load(optimum));
            if (ReferenceData.LoadTest(optimum) is { } test)
                Write(path + ".test", test);
        }

        return 0;
    }

    /// <summary>
    /// Little-endian: rows, columns, classes, 0 meaning regression, and how many entries are stored, −1 meaning all; the labels, of
    /// regression as <see cref="float"/>; of sparse rows how many entries each has, then all columns; at last all values, as
    /// <see cref="float"/>.
    /// </summary>
    private static void Write(string path, ReferenceData data)
    {
        bool dense = data.Features.All(row => row.IsDense);
        using FileStream stream = File.Create(path);
        int classes = data.Numbers is null ? data.Classes : Numbers;
        Write<int>(stream, [data.Rows, data.Columns, classes, dense ? Dense : data.Features.Sum(row => row.GetValues().Length)]);
        if (data.Numbers is null)
            Write<int>(stream, data.Labels);
        else
            Write<float>(stream, data.Numbers);
        if (!dense)
        {
            Write<int>(stream, Array.ConvertAll(data.Features, row => row.GetValues().Length));
            foreach (VBuffer<float> row in data.Features)
                Write(stream, row.GetIndices());
        }

        foreach (VBuffer<float> row in data.Features)
            Write(stream, row.GetValues());
    }

    private static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged => stream.Write(MemoryMarshal.AsBytes(values));
}
