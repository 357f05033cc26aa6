using ScottPlot;

namespace MLExtensions.Plots;

/// <summary>Draws what decision thresholds bring.</summary>
public static class ThresholdCurvePlots
{
    /// <summary>
    /// The receiver operating characteristic: recall against the false positive rate, a thin line for each fold and a bold one for their
    /// mean at each false positive rate.
    /// </summary>
    /// <param name="curve">The thresholds.</param>
    /// <returns>A plot to be changed at will. A guess lies on the diagonal. Folds without rows of both labels are left out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static Plot ToRocPlot(this ThresholdCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return FoldCurves.OfRoc(curve);
    }

    /// <summary>
    /// Precision against recall, a thin line for each fold and a bold one for their mean at each recall.
    /// </summary>
    /// <param name="curve">The thresholds.</param>
    /// <returns>
    /// A plot to be changed at will. The precision at a recall is the highest of a threshold that reaches it. A guess lies at the share of
    /// rows that are true. Folds without rows of both labels are left out.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static Plot ToPrecisionRecallPlot(this ThresholdCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return FoldCurves.OfPrecisionRecall(curve);
    }

    /// <summary>Draws the receiver operating characteristic to a file, as <see cref="ToRocPlot"/> does.</summary>
    /// <param name="curve">The thresholds.</param>
    /// <param name="file">The file, which is replaced; its name ends with .png or .svg.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="file"/> ends otherwise.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    public static void SaveRocPicture(this ThresholdCurve curve, string file, int width = PictureFile.SquareWidth, int height = PictureFile.SquareHeight) =>
        PictureFile.Save(curve.ToRocPlot, file, width, height);

    /// <summary>Draws precision against recall to a file, as <see cref="ToPrecisionRecallPlot"/> does.</summary>
    /// <inheritdoc cref="SaveRocPicture"/>
    public static void SavePrecisionRecallPicture(this ThresholdCurve curve, string file, int width = PictureFile.SquareWidth, int height = PictureFile.SquareHeight) =>
        PictureFile.Save(curve.ToPrecisionRecallPlot, file, width, height);
}
