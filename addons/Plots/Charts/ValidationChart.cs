using ScottPlot;

namespace MLExtensions.Plots;

/// <summary>A validation curve as a chart.</summary>
internal static class ValidationChart
{
    private const float RingSize = 14;

    public static ScoreChart Of(ValidationCurve curve) => Of(curve, Axis(curve));

    private static ScoreChart Of(ValidationCurve curve, FigureAxis axis)
    {
        IReadOnlyList<(double Place, SweepTrial Trial)> points = Points(curve, axis);
        ScoreChart chart = ScoreChart.OfTrials(Title("Validation curve", curve), axis, curve.Metric, curve.HigherIsBetter, points);
        Func<(double, SweepTrial Trial), double> score = point => point.Trial.Validation.Mean;
        (double Place, SweepTrial Trial) best = curve.HigherIsBetter ? points.MaxBy(score) : points.MinBy(score);
        Mark(chart, "Best", FigureStyle.Ink, best, RingSize);
        return chart;
    }

    /// <summary>The curve of a sweep, on which the choice of one standard error is marked as well.</summary>
    public static ScoreChart Of(SweepResult result, SweepParameter parameter)
    {
        ValidationCurve curve = result.ToValidationCurve(parameter);
        FigureAxis axis = Axis(curve);
        ScoreChart chart = Of(curve, axis);
        SweepTrial simplest = result.Simplest;
        if (simplest.Number != result.Best.Number)
            Mark(chart, "Simplest within one standard error", FigureStyle.Green, (axis.Number(simplest.Values[parameter]), simplest), RingSize);
        return chart;
    }

    public static IReadOnlyList<(double Place, SweepTrial Trial)> Points(ValidationCurve curve, FigureAxis axis) =>
        [.. curve.Points.Select(point => (axis.Number(point.Value), point.Trial))];

    public static FigureAxis Axis(ValidationCurve curve) =>
        FigureAxis.Of(curve.Parameter, curve.Points.Select(point => point.Trial));

    /// <summary>A title that names the values of the other parameters.</summary>
    public static string Title(string text, ValidationCurve curve)
    {
        ParameterValues values = curve.Points[0].Trial.Values;
        SweepParameter[] others = [.. values.Parameters.Where(parameter => parameter.Name != curve.Parameter.Name)];
        return others.Length == 0 ? text : $"{text}, {ValueLabel.Of(values, others)}";
    }

    private static void Mark(ScoreChart chart, string name, Color color, (double Place, SweepTrial Trial) point, float size) =>
        chart.Mark($"{name}, {point.Trial.Validation}", color, point.Place, point.Trial.Validation.Mean, size);
}
