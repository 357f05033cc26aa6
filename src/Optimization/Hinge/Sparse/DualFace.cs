using System.Numerics.Tensors;

namespace MLExtensions.Optimization.Hinge.Sparse;

/// <summary>Raises the dual of the sparse SVM over all slopes between their bounds at once, by conjugate gradients.</summary>
/// <remarks>
/// <code>
/// d ≈ argmax over slopes with 0 &lt; a &lt; 1 of L(a + d),   a ← clip(a + t d, 0, 1)
/// </code>
/// t is 1, or less if L does not rise. Where a penalty is weak, examples hang together, and steps of single ones become short;
/// epochs find which slopes are at their bounds, and these steps what the others are. Moré and Toraldo, On the solution of large
/// quadratic programming problems with bound constraints, SIAM J. Optim. 1 (1991).
/// </remarks>
internal sealed class DualFace(DualPoint point)
{
    private const int RowsAtOnce = 64;

    /// <summary>The share of the gradient's square, in the metric of the preconditioner, that is small enough.</summary>
    private const double Precision = 1e-4;

    /// <summary>The share of a direction's curvature that is rounding.</summary>
    private const double Flat = 1e-9;

    private const int MostTrials = 6;
    private const double Shrinkage = 0.25;

    private readonly int _width = point.Rows.Width;
    private readonly double[] _weights = new double[point.Rows.WeightsLength];
    private readonly double[] _imbalance = new double[point.Rows.Width];
    private readonly double[] _row = new double[point.Rows.Width];
    private int[] _rows = [];
    private double[] _inverses = [];
    private double[] _gradient = [];
    private double[] _direction = [];
    private double[] _product = [];
    private double[] _step = [];

    /// <summary>Products with examples so far, as a share of them all.</summary>
    public double Passes { get; private set; }

    /// <summary>Makes one step.</summary>
    /// <param name="mostSteps">Of conjugate gradients.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public void Raise(int mostSteps, CancellationToken cancellationToken)
    {
        Select();
        if (_rows.Length == 0)
            return;
        Climb(mostSteps, cancellationToken);
        double before = point.Value;
        double[] slopes = [.. _rows.SelectMany(row => point.SlopesOf(row).ToArray())];
        double length = 1;
        for (int trial = 0; trial < MostTrials; trial++, length *= Shrinkage)
        {
            MoveTo(slopes, length);
            if (point.Value > before)
                return;
        }

        MoveTo(slopes, length: 0);
    }

    /// <summary>
    /// Finds the examples with slopes between their bounds, the gradient there, and the inverse of the curvature; 0 for other
    /// slopes.
    /// </summary>
    private void Select()
    {
        _rows = [.. Enumerable.Range(0, point.Rows.Count).Where(row => point.SlopesOf(row).ContainsAnyInRange(double.Epsilon, Math.BitDecrement(1)))];
        int length = _rows.Length * _width;
        _inverses = new double[length];
        _gradient = new double[length];
        _direction = new double[length];
        _product = new double[length];
        _step = new double[length];
        for (int i = 0; i < _rows.Length; i++)
        {
            int row = _rows[i];
            Span<double> gradient = Part(_gradient, i);
            point.Violations(row, gradient);
            TensorPrimitives.Multiply(gradient, point.RowWeight(row), gradient);
            double inverse = 1 / (point.Curvature(row) * point.RowWeight(row));
            Span<double> slopes = point.SlopesOf(row);
            for (int k = 0; k < slopes.Length; k++)
            {
                if (slopes[k] is > 0 and < 1)
                    _inverses[i * _width + k] = inverse;
                else
                    gradient[k] = 0;
            }
        }
    }

    /// <summary>Conjugate gradients, with the diagonal of the curvature as preconditioner.</summary>
    private void Climb(int mostSteps, CancellationToken cancellationToken)
    {
        var scaled = new double[_gradient.Length];
        double square = 0;
        double first = 0;
        for (int step = 0; step < mostSteps; step++)
        {
            TensorPrimitives.Multiply(_inverses, _gradient, scaled);
            double next = TensorPrimitives.Dot<double>(_gradient, scaled);
            if (step == 0)
                first = next;
            if (!(next > Precision * first))
                return;
            TensorPrimitives.MultiplyAdd(_direction, step == 0 ? 0 : next / square, scaled, _direction);
            square = next;
            Multiply(cancellationToken);
            double curvature = TensorPrimitives.Dot<double>(_direction, _product);
            if (!(curvature > Flat * CurvatureAlone()))
            {
                // Nothing but bounds ends it.
                TensorPrimitives.MultiplyAdd(_direction, 1 / TensorPrimitives.MaxMagnitude<double>(_direction), _step, _step);
                return;
            }

            double length = square / curvature;
            TensorPrimitives.MultiplyAdd(_direction, length, _step, _step);
            TensorPrimitives.MultiplyAdd(_product, -length, _gradient, _gradient);
        }
    }

    /// <summary>The curvature along the direction if slopes did not hang together.</summary>
    private double CurvatureAlone()
    {
        double sum = 0;
        for (int i = 0; i < _direction.Length; i++)
            if (_inverses[i] > 0)
                sum += _direction[i] * _direction[i] / _inverses[i];
        return sum;
    }

    /// <summary>The change of the gradient along the direction, its sign turned.</summary>
    private void Multiply(CancellationToken cancellationToken)
    {
        Passes += (double)_rows.Length / point.Rows.Count;
        Array.Clear(_weights);
        Array.Clear(_imbalance);
        double factor = 1 / (2 * point.L2Regularization);
        for (int i = 0; i < _rows.Length; i++)
        {
            if (i % RowsAtOnce == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Part(_direction, i).CopyTo(_row);
            if (!point.ToGradient(_rows[i], _row))
                continue;
            TensorPrimitives.Add(_imbalance, _row, _imbalance);
            TensorPrimitives.Multiply(_row, factor, _row);
            point.Rows.Add(_rows[i], _row, _weights);
        }

        for (int i = 0; i < _rows.Length; i++)
        {
            if (i % RowsAtOnce == 0)
                cancellationToken.ThrowIfCancellationRequested();
            Span<double> product = Part(_product, i);
            TensorPrimitives.Multiply(_imbalance, point.Kappa, product);
            point.Rows.AddScores(_rows[i], _weights, product);
            TensorPrimitives.Subtract(product, product[point.Target(_rows[i])], product);
            TensorPrimitives.Multiply(product, point.RowWeight(_rows[i]), product);
        }
    }

    /// <summary>a ← clip(a_before + t d, 0, 1).</summary>
    private void MoveTo(double[] before, double length)
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(Part(_step, i), length, Part(before, i), _row);
            point.Change(_rows[i], _row);
        }

        Passes += (double)_rows.Length / point.Rows.Count;
    }

    private Span<double> Part(double[] numbers, int i) => numbers.AsSpan(i * _width, _width);
}
