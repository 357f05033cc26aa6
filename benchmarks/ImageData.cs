using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>MNIST, or where it is missing made-up data of its shape.</summary>
internal static class ImageData
{
    private const int Rows = 60_000;
    private const int Columns = 784;
    private const int Classes = 10;

    public static ReferenceData Load() => SharedData.Folder is null
        ? MakeUp()
        : ReferenceData.Load(ReferenceOptimum.All.First(optimum => optimum.DataSet == "mnist"));

    /// <summary>Noise about a centre of each class, most of it cut off at 0 as the background of an image is.</summary>
    private static ReferenceData MakeUp()
    {
        var random = new Random(1);
        float[][] centres = [.. Enumerable.Range(0, Classes).Select(_ => Row(_ => random.NextSingle() - 0.7f))];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % Classes)];
        VBuffer<float>[] features = Array.ConvertAll(labels, label => new VBuffer<float>(
            Columns, Row(f => Math.Max(0, centres[label][f] + random.NextSingle() - 0.5f))));
        return new ReferenceData("made up", labels, features);

        static float[] Row(Func<int, float> entry) => [.. Enumerable.Range(0, Columns).Select(entry)];
    }
}
