using ScottPlot;

namespace MLExtensions.Plots;

/// <summary>Draws learning curves.</summary>
public static class LearningCurvePlots
{
    /// <summary>
    /// Training and validation scores against the number of examples, each mean with a band of one standard error to either side.
    /// </summary>
    /// <param name="curve">The curve.</param>
    /// <returns>
    /// A plot to be changed at will. Errors that differ by a factor of more than 15 are drawn by their logarithms to base 10.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static Plot ToPlot(this LearningCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return ScoreChart.OfTrials("Learning curve", Axis(), curve.Metric, curve.HigherIsBetter, Points(curve)).Plot;
    }

    /// <summary>The validation score of each class against the number of examples, and that of all together.</summary>
    /// <param name="curve">The curve, made with <see cref="MulticlassSweepOptions.PerClass"/>.</param>
    /// <returns>A plot to be changed at will, with the axes of <see cref="ToPlot"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    /// <exception cref="InvalidOperationException">There are no scores for each class.</exception>
    public static Plot ToPerClassPlot(this LearningCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return PerClassChart.Of("Learning curve of each class", Axis(), curve.Metric, curve.HigherIsBetter, Points(curve));
    }

    /// <summary>Draws the curve to a file, as <see cref="ToPlot"/> does.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="file">The file, which is replaced; its name ends with .png or .svg.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="file"/> ends otherwise.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    public static void SavePicture(this LearningCurve curve, string file, int width = PictureFile.Width, int height = PictureFile.Height) =>
        PictureFile.Save(curve.ToPlot, file, width, height);

    private static FigureAxis Axis() => FigureAxis.OfCounts("Examples trained on");

    private static (double Place, SweepTrial Trial)[] Points(LearningCurve curve) =>
        [.. curve.Points.Select(point => ((double)point.Examples, point.Trial))];
}
