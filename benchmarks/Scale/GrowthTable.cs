using MLExtensions.Reference;

namespace MLExtensions.Benchmarks.Scale;

/// <summary>How the time and memory of training grow with one measure of the data while the others stay the same.</summary>
/// <param name="Quantity">What grows.</param>
/// <param name="Others">What stays.</param>
/// <param name="Values">The values it takes.</param>
/// <param name="Draw">Makes the data up.</param>
internal sealed record GrowthTable(string Quantity, string Others, int[] Values, Func<int, ReferenceData> Draw)
{
    private const float L2Regularization = 1;

    public void Print()
    {
        var table = new MarkdownTable([Quantity], ["seconds", "passes", "ns", "peak, MB", "× data"]);
        List<double> seconds = [];
        List<double> secondsPerPass = [];
        foreach (int value in Values)
        {
            Console.Error.WriteLine($"{Quantity}: {value:N0}");
            ReferenceData data = Draw(value);
            ScaleRun run = ScaleRun.Execute(data, L2Regularization);
            seconds.Add(run.Seconds);
            secondsPerPass.Add(run.Seconds / run.Passes);
            long entries = data.Features.Sum(row => (long)row.GetValues().Length);
            long bytes = entries * (data.Features[0].IsDense ? sizeof(float) : sizeof(float) + sizeof(int));
            double nanoseconds = run.Seconds * 1e9 / run.Passes / entries / data.Classes;
            table.Add(
                $"{value:N0}", $"{run.Seconds:F3}", $"{run.Passes}", $"{nanoseconds:F3}", $"{run.PeakBytes / 1e6:F1}", $"{(double)run.PeakBytes / bytes:F1}");
        }

        Console.WriteLine($"{Others}; seconds grow with {Quantity} to the power {Slope(seconds):F2}, those of a pass {Slope(secondsPerPass):F2}");
        table.Print();
    }

    /// <summary>The slope of the line nearest to the logarithms, by least squares.</summary>
    private double Slope(List<double> measured)
    {
        double[] x = [.. Values.Select(value => Math.Log(value))];
        double[] y = [.. measured.Select(value => Math.Log(value))];
        double meanX = x.Average();
        double meanY = y.Average();
        return x.Zip(y, (xi, yi) => (xi - meanX) * (yi - meanY)).Sum() / x.Sum(xi => (xi - meanX) * (xi - meanX));
    }
}
