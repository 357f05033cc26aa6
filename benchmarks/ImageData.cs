using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>MNIST, or where it is missing made-up data of its shape.</summary>
internal static class ImageData
{
    private const int TrainingRows = 60_000;
    private const int TestRows = 10_000;

    private static readonly ReferenceOptimum _mnist = ReferenceOptimum.All.First(optimum => optimum.DataSet == "mnist");

    public static ReferenceData Load() =>
        SharedData.Folder is null ? MadeUpImages.Draw(TrainingRows, seed: 1) : ReferenceData.Load(_mnist);

    public static ReferenceData LoadTest() => ReferenceData.LoadTest(_mnist) ?? MadeUpImages.Draw(TestRows, seed: 2);
}
