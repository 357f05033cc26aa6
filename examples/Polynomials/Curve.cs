namespace Polynomials;

/// <summary>A polynomial fitted to a sample.</summary>
/// <param name="Degree">Its degree.</param>
/// <param name="L2Regularization">λ of the penalty it was fitted with.</param>
/// <param name="Coefficients">Of 1, x, x² and so on.</param>
/// <param name="NewError">The root mean squared error on the new points.</param>
internal sealed record Curve(int Degree, float L2Regularization, IReadOnlyList<double> Coefficients, double NewError)
{
    private const int Places = 401;

    /// <summary>Where curves are drawn and compared, evenly from edge to edge.</summary>
    public static IReadOnlyList<double> Grid { get; } =
        [.. Enumerable.Range(0, Places).Select(i => double.Lerp(-Parabola.Edge, Parabola.Edge, i / (Places - 1.0)))];

    /// <summary>Its value, by Horner's rule.</summary>
    public double Value(double x) => Coefficients.Reverse().Aggregate((value, coefficient) => value * x + coefficient);
}
