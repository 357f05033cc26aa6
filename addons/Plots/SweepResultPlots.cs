using ScottPlot;

namespace MLExtensions.Plots;

/// <summary>Draws sweeps.</summary>
public static class SweepResultPlots
{
    /// <summary>
    /// The picture that fits the search. One parameter: its validation curve. Two: a heat map, or, where they are no grid, the
    /// trials as points whose color is their score. More: the trials in the order of the search, and the best so far.
    /// </summary>
    /// <param name="result">The sweep.</param>
    /// <returns>
    /// A plot to be changed at will. The best trial is marked, and the simplest within one standard error of it. Trials that
    /// failed are left out.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="result"/> is null.</exception>
    /// <exception cref="InvalidOperationException">All trials failed.</exception>
    public static Plot ToPlot(this SweepResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        IReadOnlyList<SweepParameter> parameters = result.Parameters;
        if (parameters.Count == 1)
            return ValidationChart.Of(result, parameters[0]).Plot;
        if (parameters.Count > 2)
            return SearchChart.Of(result);

        // The longer axis lies along the wider side.
        (SweepParameter x, SweepParameter y) = Values(result, parameters[0]) > Values(result, parameters[1])
            ? (parameters[0], parameters[1]) : (parameters[1], parameters[0]);
        bool isGrid = result.Trials.Count == Values(result, x) * Values(result, y);
        return isGrid ? HeatMap.Of(result, x, y) : PairChart.Of(result, x, y);
    }

    /// <summary>
    /// The mean validation score for each pair of values of two parameters, the others being those of the best trial.
    /// </summary>
    /// <param name="result">The sweep.</param>
    /// <param name="x">The parameter from left to right.</param>
    /// <param name="y">The parameter from bottom to top.</param>
    /// <returns>
    /// A plot to be changed at will; values stand at 0, 1 and so on. The best trial is marked, and the simplest within one
    /// standard error of it. Pairs that were not tried, or failed, are blank. Colors tell apart the better half of the scores;
    /// much worse ones share the darkest.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A parameter was not searched over, or both are the same.</exception>
    /// <exception cref="InvalidOperationException">All trials failed.</exception>
    public static Plot ToHeatMap(this SweepResult result, SweepParameter x, SweepParameter y)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        SweepParameter across = Searched(result, x, nameof(x)), up = Searched(result, y, nameof(y));
        if (across == up)
            throw new ArgumentException($"A heat map takes two parameters, and both are '{x}'.", nameof(y));
        return HeatMap.Of(result, across, up);
    }

    /// <summary>Draws the sweep to a file, as <see cref="ToPlot"/> does.</summary>
    /// <param name="result">The sweep.</param>
    /// <param name="file">The file, which is replaced; its name ends with .png or .svg.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="file"/> ends otherwise.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    /// <exception cref="InvalidOperationException">All trials failed.</exception>
    public static void SavePicture(this SweepResult result, string file, int width = PictureFile.Width, int height = PictureFile.Height) =>
        PictureFile.Save(result.ToPlot, file, width, height);

    private static int Values(SweepResult result, SweepParameter parameter) =>
        result.Trials.Select(trial => trial.Values[parameter]).Distinct().Count();

    private static SweepParameter Searched(SweepResult result, SweepParameter parameter, string argument) =>
        result.Parameters.FirstOrDefault(other => other.Name == parameter.Name)
        ?? throw new ArgumentException($"'{parameter}' was not searched over; there are {string.Join(", ", result.Parameters)}.", argument);
}
