using Microsoft.ML;
using ScottPlot;

namespace MLExtensions.Plots;

/// <summary>
/// Draws predictions: those of <see cref="SweepResult.OutOfFold"/>, or of a model on rows that it had not seen.
/// </summary>
public static class PredictionPlots
{
    /// <summary>
    /// The confusion matrix: how many rows of each class were taken for which. Each row of the matrix is a class, and its colors are
    /// shares of that class.
    /// </summary>
    /// <param name="predictions">
    /// Rows with the label and <c>PredictedLabel</c>, both keys or both <see cref="bool"/>. Rows that lack either are left out.
    /// </param>
    /// <param name="labelColumnName">The label.</param>
    /// <returns>A plot to be changed at will; classes stand at 0, 1 and so on, from the left and from the top.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A column is missing or of another type, or there are no rows.</exception>
    public static Plot ToConfusionPlot(this IDataView predictions, string labelColumnName = "Label")
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(labelColumnName);
        return ConfusionChart.Of(ConfusionCounts.Of(predictions, labelColumnName));
    }

    /// <summary>
    /// The calibration curve, or reliability diagram: the share of rows that are true against the probability that they were given. Rows
    /// are put in order of their probabilities and cut into bins of as many rows; bars are one standard error long to either side.
    /// </summary>
    /// <param name="predictions">Rows with a <see cref="bool"/> label and a <c>Probability</c>; rows without one are left out.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="bins">How many bins, at least 2. Default: 10.</param>
    /// <returns>A plot to be changed at will. A calibrated model lies on the diagonal.</returns>
    /// <remarks>
    /// Source: DeGroot and Fienberg, The comparison and evaluation of forecasters, The Statistician 32 (1983). scikit-learn:
    /// <c>calibration_curve(strategy="quantile")</c>.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is less than 2.</exception>
    /// <exception cref="ArgumentException">A column is missing or of another type, or there are fewer rows than bins.</exception>
    public static Plot ToCalibrationPlot(this IDataView predictions, string labelColumnName = "Label", int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(labelColumnName);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        return CalibrationChart.Of(predictions, labelColumnName, bins);
    }

    /// <summary>Draws the confusion matrix to a file, as <see cref="ToConfusionPlot"/> does.</summary>
    /// <param name="predictions">Rows with the label and <c>PredictedLabel</c>, both keys or both <see cref="bool"/>.</param>
    /// <param name="file">The file, which is replaced; its name ends with .png or .svg.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="file"/> ends otherwise, a column is missing or of another type, or there are no rows.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    public static void SaveConfusionPicture(
        this IDataView predictions, string file, string labelColumnName = "Label", int width = PictureFile.SquareWidth, int height = PictureFile.SquareHeight) =>
        PictureFile.Save(() => predictions.ToConfusionPlot(labelColumnName), file, width, height);

    /// <summary>Draws the calibration curve, of ten bins, to a file, as <see cref="ToCalibrationPlot"/> does.</summary>
    /// <param name="predictions">Rows with a <see cref="bool"/> label and a <c>Probability</c>.</param>
    /// <param name="file">The file, which is replaced; its name ends with .png or .svg.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="file"/> ends otherwise, a column is missing or of another type, or there are fewer than ten rows.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    public static void SaveCalibrationPicture(
        this IDataView predictions, string file, string labelColumnName = "Label", int width = PictureFile.SquareWidth, int height = PictureFile.SquareHeight) =>
        PictureFile.Save(() => predictions.ToCalibrationPlot(labelColumnName), file, width, height);
}
