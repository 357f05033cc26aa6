using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MLExtensions.Plots;

/// <summary>Ticks of an axis of logarithms to base 10: powers of ten, or round numbers where there are few of these.</summary>
internal static class LogarithmicTicks
{
    /// <summary>Over fewer decades, powers of ten alone would be too few.</summary>
    private const double FewDecades = 2.5;

    /// <summary>As many labels have room.</summary>
    private const int MostPowers = 9;

    private const double Rounding = 1e-6;

    private static readonly double[] _round = [1, 2, 5];

    /// <param name="values">What is on the axis, each above 0.</param>
    public static ITickGenerator Over(IReadOnlyCollection<double> values)
    {
        double low = Math.Log10(values.Min()), high = Math.Log10(values.Max());

        // 1e-6 in single precision is to count as that power.
        int first = (int)Math.Floor(low + Rounding), last = (int)Math.Ceiling(high - Rounding);
        bool few = high - low < FewDecades;
        int step = Math.Max(1, (int)Math.Ceiling((last - first + 1.0) / MostPowers));

        var ticks = new NumericManual();
        for (int power = first - 1; power <= last + 1; power++)
        {
            for (int digit = 1; digit < 10; digit++)
            {
                double place = power + Math.Log10(digit);
                if (few && _round.Contains(digit))
                    ticks.AddMajor(place, (digit * Math.Pow(10, power)).ToString("G4", CultureInfo.InvariantCulture));
                else if (!few && digit == 1 && (power - first) % step == 0)
                    ticks.AddMajor(place, FigureStyle.PowerOfTen(power));
                else if (step == 1 || digit == 1)
                    ticks.AddMinor(place);
            }
        }

        return ticks;
    }
}
