using ScottPlot;

namespace MLExtensions.Plots;

/// <summary>Draws validation curves.</summary>
public static class ValidationCurvePlots
{
    /// <summary>
    /// Training and validation scores against the parameter, each mean with a band of one standard error to either side, and a
    /// ring around the best.
    /// </summary>
    /// <param name="curve">The curve.</param>
    /// <returns>
    /// A plot to be changed at will. Where <see cref="SweepParameter.IsLogarithmic"/>, its x are logarithms to base 10; where the
    /// parameter has choices, they are 0, 1 and so on. Errors that differ by a factor of more than 15 are drawn by their
    /// logarithms to base 10, too.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static Plot ToPlot(this ValidationCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return ValidationChart.Of(curve).Plot;
    }

    /// <summary>The validation score of each class against the parameter, and that of all together.</summary>
    /// <param name="curve">The curve, of a sweep with <see cref="MulticlassSweepOptions.PerClass"/>.</param>
    /// <returns>A plot to be changed at will, with the axes of <see cref="ToPlot"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    /// <exception cref="InvalidOperationException">There are no scores for each class.</exception>
    public static Plot ToPerClassPlot(this ValidationCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        FigureAxis axis = ValidationChart.Axis(curve);
        return PerClassChart.Of(
            ValidationChart.Title("Validation curve of each class", curve), axis, curve.Metric, curve.HigherIsBetter,
            ValidationChart.Points(curve, axis));
    }

    /// <summary>Draws the curve to a file, as <see cref="ToPlot"/> does.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="file">The file, which is replaced; its name ends with .png or .svg.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="file"/> ends otherwise.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    public static void SavePicture(this ValidationCurve curve, string file, int width = PictureFile.Width, int height = PictureFile.Height) =>
        PictureFile.Save(curve.ToPlot, file, width, height);
}
