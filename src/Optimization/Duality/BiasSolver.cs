using System.Numerics.Tensors;
using MLExtensions.Algebra;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Duality;

/// <summary>Minimizes F over the biases, the weights as they are.</summary>
/// <remarks>
/// <code>
/// r = Σᵢ αᵢ,   H = Σᵢ wᵢ ∂²ℓᵢ/∂s²          K and K × K
/// b ← b − (H + τ I)⁻¹ r
/// </code>
/// Newton's method, τ = 0, and where such a step does not go down τ grows until one does, as where all examples are so
/// clear that H is next to 0: Nocedal and Wright, Numerical Optimization, 2nd ed. (2006), sections 3.4 and 10.3. For the
/// squared loss the first step is exact.
/// </remarks>
internal static class BiasSolver
{
    private const int MostSteps = 200;

    /// <summary>The share of its summands that r comes down to where rounding lets it.</summary>
    private const double Goal = 1e-14;

    /// <summary>The share of its summands that r may be left with.</summary>
    private const double Acceptable = 1e-9;

    /// <summary>Of F, what rounding may add to it between two points.</summary>
    private const double Rounding = 1e-12;

    /// <summary>τ / Σw at first; the second derivatives of all losses are below 2.</summary>
    private const double FirstDamping = 1e-3;

    /// <summary>Moves the biases of the point.</summary>
    /// <param name="objective">F.</param>
    /// <param name="point">Biases of −∞ stay.</param>
    /// <param name="slopes">Σᵢ |αᵢ| where all scores are 0, the unit of r.</param>
    /// <param name="workers">The threads; their token is looked at before each step.</param>
    /// <returns>Whether r came to 0 up to rounding.</returns>
    public static bool TrySolve<TTarget>(
        PreciseObjective<TTarget> objective, PrecisePoint point, double slopes, Workers workers)
    {
        var residual = new double[objective.Outputs];
        var nextResidual = new double[objective.Outputs];
        double value = objective.SumOfLosses(point, residual);
        double size = TensorPrimitives.Norm<double>(residual);
        double damping = 0;
        for (int step = 0; step < MostSteps && !(size <= Goal * slopes); step++)
        {
            workers.CancellationToken.ThrowIfCancellationRequested();
            double[] move = PivotedCholesky.Of(Hessian(objective, point), damping, workers).Solve(residual, workers);
            double[] before = point.Biases;
            point.Biases = new double[before.Length];
            TensorPrimitives.Subtract(before, move, point.Biases);
            double nextValue = objective.SumOfLosses(point, nextResidual);
            double nextSize = TensorPrimitives.Norm<double>(nextResidual);

            // Near the minimum rounding hides how F falls, but not how r does.
            bool isBetter = nextValue < value || (nextValue <= value * (1 + Rounding) && nextSize < size);
            bool isDone = size <= Acceptable * slopes && !(nextSize < size / 2);
            if (isBetter && !(isDone && nextSize > size))
            {
                (value, size) = (nextValue, nextSize);
                (residual, nextResidual) = (nextResidual, residual);
                damping = damping <= FirstDamping * objective.TotalWeight ? 0 : damping / 10;
            }
            else
            {
                point.Biases = before;
                damping = Math.Max(10 * damping, FirstDamping * objective.TotalWeight);
            }

            if (isDone)
                break;
        }

        return size <= Acceptable * slopes;
    }

    private static SymmetricMatrix Hessian<TTarget>(PreciseObjective<TTarget> objective, PrecisePoint point)
    {
        int outputs = objective.Outputs;
        var hessian = new SymmetricMatrix(outputs);
        objective.VisitCurvature(point, Add);
        BiasBlock.MakeRegular(hessian, objective, first: 0, stride: 1);
        return hessian;

        void Add(int start, ReadOnlySpan<double> roots, ReadOnlySpan<double> diagonal)
        {
            for (int i = 0; i < roots.Length; i += outputs)
            {
                ReadOnlySpan<double> u = roots.Slice(i, outputs);
                for (int k = 0; k < outputs; k++)
                {
                    hessian[k, k] += diagonal[i + k];
                    if (u[k] == 0)
                        continue;
                    for (int l = 0; l < k; l++)
                        hessian[k, l] -= u[k] * u[l];
                }
            }
        }
    }
}
