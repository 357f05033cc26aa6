using System.Numerics.Tensors;

namespace MLExtensions.Algebra;

/// <summary>Solves H d = −g, as closely as a Newton step needs it.</summary>
/// <remarks>
/// The preconditioned method of conjugate gradients, Nocedal and Wright, Numerical Optimization, 2nd ed. (2006), algorithm 5.3.
/// It ends when the quadratic model gains little more: Nash and Sofer, Assessing a search direction within a truncated-Newton
/// method, Oper. Res. Lett. 9 (1990).
/// </remarks>
internal sealed class ConjugateGradients(int dimension)
{
    private readonly double[] _residual = new double[dimension];
    private readonly double[] _preconditioned = new double[dimension];
    private readonly double[] _search = new double[dimension];
    private readonly double[] _product = new double[dimension];

    /// <summary>d.</summary>
    public double[] Direction { get; } = new double[dimension];

    /// <summary>−gᵀd / 2, what the quadratic model gains.</summary>
    public double Gain { get; private set; }

    /// <summary>Products with H that it took.</summary>
    public int Steps { get; private set; }

    /// <summary>Solves.</summary>
    /// <param name="multiply">Writes the product with H of its first argument into the second.</param>
    /// <param name="gradient">g.</param>
    /// <param name="precondition">v ← P⁻¹ v.</param>
    /// <param name="share">Ends when another step gains less than this share of the mean gain of all so far.</param>
    /// <param name="most">Steps at most.</param>
    /// <param name="weights">How many of the numbers are weights, which come first.</param>
    /// <param name="residual">It does not end before ‖H d + g‖² over the weights is as small.</param>
    /// <param name="nearGain">If it gains no more than this.</param>
    public void Solve(
        Action<double[], double[]> multiply, double[] gradient, Action<double[]> precondition, double share, int most,
        int weights = 0, double residual = double.PositiveInfinity, double nearGain = double.PositiveInfinity)
    {
        Array.Clear(Direction);
        TensorPrimitives.Negate(gradient, _residual);
        _residual.CopyTo(_preconditioned, 0);
        precondition(_preconditioned);
        _preconditioned.CopyTo(_search, 0);
        double product = TensorPrimitives.Dot<double>(_residual, _preconditioned);
        Gain = 0;
        for (Steps = 0; Steps < most && product > 0;)
        {
            multiply(_search, _product);
            Steps++;
            double curvature = TensorPrimitives.Dot<double>(_search, _product);

            // H is positive semidefinite: less is rounding.
            if (!(curvature > 0))
                return;
            double step = product / curvature;
            TensorPrimitives.MultiplyAdd(_search, step, Direction, Direction);
            TensorPrimitives.MultiplyAdd(_product, -step, _residual, _residual);
            double gain = step * product / 2;
            Gain += gain;
            if (gain * Steps <= share * Gain && (Gain > nearGain || IsSmall(weights, residual)))
                return;
            _residual.CopyTo(_preconditioned, 0);
            precondition(_preconditioned);
            double next = TensorPrimitives.Dot<double>(_residual, _preconditioned);
            TensorPrimitives.MultiplyAdd(_search, next / product, _preconditioned, _search);
            product = next;
        }
    }

    private bool IsSmall(int weights, double residual) =>
        double.IsInfinity(residual) || TensorPrimitives.SumOfSquares<double>(_residual.AsSpan(0, weights)) <= residual;
}
