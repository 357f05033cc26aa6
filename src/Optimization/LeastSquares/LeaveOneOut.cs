using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.LeastSquares;

/// <summary>The errors of ridge regression on each example when fitted without it, for any λ from one decomposition.</summary>
/// <remarks>
/// <code>
/// A = U S Vᵀ,   ρ = Uᵀr        U from A Aᵀ = U S² Uᵀ, or from AᵀA = V S² Vᵀ as A V S⁻¹, whichever is smaller
/// hᵢ     = wᵢ / Σw + Σⱼ uᵢⱼ² sⱼ² / (sⱼ² + λ)             the weight of yᵢ in its own prediction
/// eᵢ     = nᵢ + λ Σⱼ uᵢⱼ ρⱼ / (sⱼ² + λ)                  nᵢ = rᵢ − Σⱼ uᵢⱼ ρⱼ, its residual times √wᵢ
/// 1 − hᵢ = mᵢ + λ Σⱼ uᵢⱼ² / (sⱼ² + λ)                    mᵢ = 1 − wᵢ / Σw − Σⱼ uᵢⱼ²
/// eᵢ / (1 − hᵢ)                                            its residual times √wᵢ when fitted without it
/// </code>
/// Where mᵢ = 0, and with it nᵢ, λ cancels, and the limit for λ → 0 needs no case of its own. Hastie, Tibshirani,
/// Friedman, The Elements of Statistical Learning, 2nd ed., equation 7.64; Golub, Heath, Wahba, Generalized
/// cross-validation as a method for choosing a good ridge parameter, Technometrics 21 (1979).
/// </remarks>
internal sealed class LeaveOneOut
{
    /// <summary>mᵢ below this is rounding.</summary>
    private const double Negligible = 1e-10;

    private readonly CenteredExamples _examples;
    private readonly SymmetricEigen _eigen;
    private readonly bool _isDual;

    public LeaveOneOut(CenteredExamples examples, Workers workers)
    {
        _examples = examples;
        _isDual = examples.Rows < examples.Columns;
        _eigen = SymmetricEigen.Of(_isDual ? examples.RowProducts(workers) : examples.ColumnProducts(workers), workers);
    }

    /// <summary>The weighted mean squared errors for each λ, at least 0.</summary>
    public LeaveOneOutErrors[] Evaluate(ReadOnlySpan<double> l2Regularizations, CancellationToken cancellationToken)
    {
        double[] squares = _eigen.Values;
        double[] rho = Projections(cancellationToken);
        var u = new double[squares.Length];
        var row = new double[_examples.Columns];
        var shrinkage = new double[l2Regularizations.Length][];
        for (int l = 0; l < shrinkage.Length; l++)
        {
            double lambda = l2Regularizations[l];
            shrinkage[l] = Array.ConvertAll(squares, square => 1 / (square + lambda));
        }

        var leftOut = new double[shrinkage.Length];
        var training = new double[shrinkage.Length];
        var uRho = new double[squares.Length];
        var uSquared = new double[squares.Length];
        for (int i = 0; i < _examples.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteU(i, row, u);
            TensorPrimitives.Multiply<double>(u, rho, uRho);
            TensorPrimitives.Multiply<double>(u, u, uSquared);
            double share = _examples.WeightRoots[i] * _examples.WeightRoots[i] / _examples.TotalWeight;
            double m = 1 - share - TensorPrimitives.Sum<double>(uSquared);
            double n = _examples.Targets[i] - TensorPrimitives.Sum<double>(uRho);
            if (m < Negligible)
                (m, n) = (0, 0);
            for (int l = 0; l < shrinkage.Length; l++)
            {
                double lambda = l2Regularizations[l];
                double eOverLambda = TensorPrimitives.Dot<double>(uRho, shrinkage[l]);
                double complementOverLambda = TensorPrimitives.Dot<double>(uSquared, shrinkage[l]);
                double e = n + lambda * eOverLambda;
                double error = m == 0 ? eOverLambda / complementOverLambda : e / (m + lambda * complementOverLambda);
                leftOut[l] += error * error;
                training[l] += e * e;
            }
        }

        var errors = new LeaveOneOutErrors[shrinkage.Length];
        for (int l = 0; l < errors.Length; l++)
        {
            errors[l] = new LeaveOneOutErrors(
                leftOut[l] / _examples.TotalWeight,
                training[l] / _examples.TotalWeight,
                1 + TensorPrimitives.Dot<double>(squares, shrinkage[l]));
        }

        return errors;
    }

    /// <summary>ρ, by the smaller of the two ways.</summary>
    private double[] Projections(CancellationToken cancellationToken)
    {
        double[] projected = _isDual ? _examples.Targets : _examples.TransposeTimes(_examples.Targets, cancellationToken);
        var rho = new double[_eigen.Values.Length];
        for (int j = 0; j < rho.Length; j++)
        {
            rho[j] = TensorPrimitives.Dot<double>(_eigen.Vectors[j], projected);
            if (!_isDual)
                rho[j] /= Math.Sqrt(_eigen.Values[j]);
        }

        return rho;
    }

    /// <summary>uᵢ.</summary>
    private void WriteU(int i, Span<double> row, Span<double> u)
    {
        if (_isDual)
        {
            for (int j = 0; j < u.Length; j++)
                u[j] = _eigen.Vectors[j][i];
            return;
        }

        _examples.CopyRow(i, row);
        for (int j = 0; j < u.Length; j++)
            u[j] = TensorPrimitives.Dot(row, _eigen.Vectors[j]) / Math.Sqrt(_eigen.Values[j]);
    }
}
