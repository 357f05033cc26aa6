using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>Our trainers beside ML.NET's own, on the same data in memory.</summary>
internal static class PeerTable
{
    /// <param name="dataSets">Those to run; none means all.</param>
    /// <returns>0, or 2 if a data set is not known.</returns>
    public static int Print(string[] dataSets)
    {
        if (PeerData.Choose(dataSets) is not { } names)
            return 2;

        var table = new MarkdownTable(
            ["data set", "trainer", "settings"], ["seconds", "× ours", "objective", "excess", "accuracy", "log-loss"]);
        List<string> skipped = [];
        foreach (string name in names)
        {
            if (PeerData.Load(name) is { } data)
                Add(table, data);
            else
                skipped.Add(name);
        }

        Console.WriteLine(Machine.Line);
        table.Print();
        if (skipped.Count > 0)
            Console.WriteLine($"{string.Join(", ", skipped)} skipped: they are in ../shared/data, which is not there");
        return dataSets.Length == 0 ? BinaryPeerTable.Print() : 0;
    }

    private static void Add(MarkdownTable table, PeerData data)
    {
        IDataView training = Cached(data.Training);
        foreach (IReadOnlyList<Peer> family in data.Families)
        {
            double ours = 0;
            foreach (Peer peer in family)
            {
                Console.Error.Write($"{data.Training.Name}, {peer.Name}, {peer.Settings}: ");
                PeerRun run = PeerRun.Execute(peer, data, training);
                Console.Error.WriteLine($"{run.Seconds:G3} s");
                bool isOurs = peer == family[0];
                ours = isOurs ? run.Seconds : ours;
                double? logLoss = peer.HasProbabilities ? run.Test?.LogLoss : null;
                table.Add(
                    $"{data.Training.Name}", $"{(isOurs ? $"**{peer.Name}**" : peer.Name)}", $"{peer.Settings}", $"{run.Seconds:G3}", $"{run.Seconds / ours:F1}",
                    $"{run.Objective:F1}", $"{run.Excess:P3}", $"{run.Test?.MicroAccuracy:P2}", $"{logLoss:F4}");
            }
        }
    }

    /// <summary>Rows that ML.NET has copied to memory already.</summary>
    public static IDataView Cached(ReferenceData data) => Cached<uint>(data.ToDataView);

    /// <summary>The same, with a label of some type.</summary>
    public static IDataView Cached<TLabel>(Func<MLContext, IDataView> create)
    {
        var ml = new MLContext(seed: 1);
        IDataView view = ml.Data.Cache(create(ml));
        foreach (VBuffer<float> _ in view.GetColumn<VBuffer<float>>("Features").Zip(view.GetColumn<TLabel>("Label"), (features, _) => features))
            continue;
        return view;
    }
}
