using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>A data set that trainers are compared on.</summary>
/// <param name="Features">What was done to its features.</param>
/// <param name="Training">The training rows.</param>
/// <param name="Test">The test rows, if there are any.</param>
/// <param name="Optima">Minima that are known, for λ = 1.</param>
/// <param name="Families">The trainers, first in each family ours.</param>
internal sealed record PeerData(
    string Features, ReferenceData Training, ReferenceData? Test, ReferenceOptimum[] Optima, IReadOnlyList<Peer>[] Families)
{
    /// <summary>The data sets there are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mnist", "letter", "satimage", "optdigits"];

    /// <summary>The names of the data sets asked for; of none, all.</summary>
    /// <returns>Null, after a word about it, if one is not known.</returns>
    public static IReadOnlyList<string>? Choose(string[] dataSets)
    {
        if (dataSets.Except(Names).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"no data set '{unknown}'; there are {string.Join(", ", Names)}");
            return null;
        }

        return dataSets.Length == 0 ? Names : dataSets;
    }

    /// <returns>Null if it is not there; images are made up then.</returns>
    public static PeerData? Load(string name)
    {
        ReferenceOptimum[] optima = [.. ReferenceOptimum.All.Where(optimum =>
            optimum.DataSet == name && optimum.Lambda == Peer.Lambda && optimum.Features is "standardized" or "pixels/255")];
        if (name == "mnist")
        {
            ReferenceData images = ImageData.Load();
            return new PeerData(
                optima[0].Features, images, ImageData.LoadTest(), images.Name == name ? optima : [],
                [[.. Peer.SameSoftmax, .. Peer.OtherSoftmax], Peer.Svm]);
        }

        return ReferenceData.IsAvailable(optima[0])
            ? new PeerData(optima[0].Features, ReferenceData.Load(optima[0]), ReferenceData.LoadTest(optima[0]), optima, [Peer.SameSoftmax])
            : null;
    }
}
