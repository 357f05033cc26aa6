using System.Numerics.Tensors;
using MLExtensions.Kernels;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Bounds;

/// <summary>A bound from below, in double precision, of the multiclass SVM's minimum.</summary>
/// <remarks>
/// <code>
/// F(W, b) = λ‖W‖² + Σᵢ wᵢ Σ_{j≠yᵢ} max(0, vᵢⱼ),   vᵢⱼ = m + sᵢⱼ − s_{i yᵢ}
/// D(α)    = m Σ αᵢⱼ − ‖Σᵢ Gᵢ xᵢᵀ‖² / 4λ ≤ min F   for 0 ≤ αᵢⱼ ≤ wᵢ with Σᵢ Gᵢₖ = 0 for all k
/// Gᵢₖ     = αᵢₖ for k ≠ yᵢ,   G_{i yᵢ} = −Σⱼ αᵢⱼ
/// </code>
/// since max(0, v) ≥ a v for 0 ≤ a ≤ 1, and the sum of the αᵢⱼ vᵢⱼ does not depend on b and is least, with λ‖W‖², at W = −Σᵢ Gᵢ
/// xᵢᵀ / 2λ. Weston and Watkins (ESANN 1999), section 3; Boyd and Vandenberghe, Convex Optimization (2004), section 5.2. Any
/// slopes do: they are balanced between the classes (<see cref="ClassFlows"/>), and all multiplied by the t ≤ 1/max(α/w) for
/// which t m Σα − t² ‖ΣGx‖²/4λ is largest. The features count as they are stored, in single precision after they were rescaled.
/// </remarks>
internal sealed class HingeBound
{
    private const int MostParts = 16;
    private const int FewestRows = 256;
    private const int RowsAtOnce = 64;

    private readonly LinearProblem<int> _problem;
    private readonly FeatureMatrix _features;
    private readonly Workers _workers;
    private readonly double _margin;
    private readonly int _parts;
    private readonly ClassFlows _flows;
    private readonly double[][] _sums;
    private readonly double[][] _rows;
    private readonly double[] _slopeSums;
    private readonly double[] _largest;
    private readonly Action<int, int> _sum;
    private float[] _slopes = [];

    /// <param name="problem">The problem, its features rescaled.</param>
    /// <param name="margin">m.</param>
    /// <param name="workers">The threads; the bits do not depend on how many.</param>
    public HingeBound(LinearProblem<int> problem, double margin, Workers workers)
    {
        _problem = problem;
        _features = problem.Features;
        _workers = workers;
        _margin = margin;
        _flows = new ClassFlows(problem.Outputs);
        _parts = Math.Clamp(_features.Rows / FewestRows, 1, MostParts);
        _sums = new double[_parts][];
        _rows = new double[_parts][];
        for (int part = 0; part < _parts; part++)
        {
            _sums[part] = new double[problem.Outputs * _features.Columns];
            _rows[part] = new double[_features.Columns + problem.Outputs];
        }

        _slopeSums = new double[_parts];
        _largest = new double[_parts];
        _sum = SumParts;
    }

    /// <summary>D at the best multiple of given slopes.</summary>
    /// <param name="slopes">α / w, rows × classes, from 0 to 1, 0 for a row's own class.</param>
    /// <param name="l2Regularization">λ, positive.</param>
    /// <param name="scaling">What the features were rescaled by.</param>
    /// <returns>
    /// A bound of min F, in the unit of F, a sum over the rows; 0, which bounds it as well, where slopes are not feasible.
    /// </returns>
    public double At(float[] slopes, double l2Regularization, ColumnScaling scaling)
    {
        int outputs = _problem.Outputs;
        _flows.Clear();
        for (int i = 0; i < _features.Rows; i++)
        {
            Span<double> flows = _flows.Of(_problem.Targets[i]);
            for (int j = 0; j < outputs; j++)
                flows[j] += _problem.Weights[i] * (double)slopes[i * outputs + j];
        }

        if (!_flows.TryBalance())
            return 0;
        _slopes = slopes;
        _workers.Run(_parts, 1, _workers.Count, _sum);
        for (int part = 1; part < _parts; part++)
            TensorPrimitives.Add<double>(_sums[0], _sums[part], _sums[0]);
        double squares = 0;
        int columns = _features.Columns;
        for (int k = 0; k < outputs; k++)
        {
            for (int f = 0; f < columns; f++)
            {
                double sum = _sums[0][k * columns + f] * scaling.Scale[f];
                squares += sum * sum;
            }
        }

        double linear = _margin * TensorPrimitives.Sum<double>(_slopeSums);
        double quadratic = squares / (4 * l2Regularization);
        return AtBestMultiple(linear, quadratic, TensorPrimitives.Max<double>(_largest));
    }

    /// <summary>
    /// The largest t · linear − t² · quadratic for which no slope is beyond its bound; 0 where that is not finite.
    /// </summary>
    /// <param name="linear">m Σ αᵢⱼ.</param>
    /// <param name="quadratic">‖Σᵢ Gᵢ xᵢᵀ‖² / 4λ.</param>
    /// <param name="largest">The largest αᵢⱼ / wᵢ.</param>
    public static double AtBestMultiple(double linear, double quadratic, double largest)
    {
        double t = Math.Min(1 / Math.Max(1, largest), quadratic > 0 ? linear / (2 * quadratic) : double.PositiveInfinity);
        double bound = t * (linear - t * quadratic);
        return double.IsFinite(bound) ? Math.Max(0, bound) : 0;
    }

    private void SumParts(int start, int end)
    {
        int outputs = _problem.Outputs;
        int columns = _features.Columns;
        for (int part = start; part < end; part++)
        {
            double[] sums = _sums[part];
            Array.Clear(sums);
            Span<double> x = _rows[part].AsSpan(0, columns);
            Span<double> g = _rows[part].AsSpan(columns);
            double total = 0;
            double largest = 0;
            int last = (int)((long)_features.Rows * (part + 1) / _parts);
            for (int i = (int)((long)_features.Rows * part / _parts); i < last; i++)
            {
                if (i % RowsAtOnce == 0)
                    _workers.CancellationToken.ThrowIfCancellationRequested();
                double own = Balanced(i, g, ref largest);
                if (own == 0)
                    continue;
                total += own;
                g[_problem.Targets[i]] = -own;
                if (_features is SparseMatrix sparse)
                    AddMultiples(sparse, i, g, sums);
                else
                    AddMultiples(i, g, x, sums);
            }

            (_slopeSums[part], _largest[part]) = (total, largest);
        }
    }

    private void AddMultiples(int row, ReadOnlySpan<double> factors, Span<double> x, Span<double> sums)
    {
        _features.CopyRow(row, x);
        for (int k = 0; k < factors.Length; k++)
        {
            Span<double> sum = sums.Slice(k * x.Length, x.Length);
            if (factors[k] != 0)
                TensorPrimitives.MultiplyAdd(x, factors[k], sum, sum);
        }
    }

    private static void AddMultiples(SparseMatrix features, int row, ReadOnlySpan<double> factors, Span<double> sums)
    {
        for (int k = 0; k < factors.Length; k++)
            if (factors[k] != 0)
                PreciseSparseProducts.AddMultiple(features.SparseRow(row), factors[k], sums.Slice(k * features.Columns, features.Columns));
    }

    /// <summary>Writes αᵢⱼ after balancing.</summary>
    /// <returns>Σⱼ αᵢⱼ.</returns>
    private double Balanced(int row, Span<double> alphas, ref double largest)
    {
        int y = _problem.Targets[row];
        double own = 0;
        for (int j = 0; j < alphas.Length; j++)
        {
            double slope = _slopes[row * alphas.Length + j];
            if (slope > 0)
                slope *= _flows.Factor(y, j);
            largest = Math.Max(largest, slope);
            alphas[j] = _problem.Weights[row] * slope;
            own += alphas[j];
        }

        return own;
    }
}
