using MLExtensions.Algebra;

namespace MLExtensions.Optimization.Duality;

/// <summary>The second derivatives of F by the biases, within a larger matrix or alone.</summary>
internal static class BiasBlock
{
    /// <summary>
    /// Makes the block regular without changing what Newton's step does to the scores: where the loss ignores a shift of all
    /// scores, H + c 11ᵀ has the same solution as H because the gradient, too, is orthogonal to 1; and a bias that stays at
    /// −∞ has the gradient 0.
    /// </summary>
    /// <param name="hessian">The matrix.</param>
    /// <param name="objective">F.</param>
    /// <param name="first">The row of the first output's bias.</param>
    /// <param name="stride">Rows from one bias to the next.</param>
    public static void MakeRegular<TTarget>(SymmetricMatrix hessian, PreciseObjective<TTarget> objective, int first, int stride)
    {
        bool[] isHeld = objective.IsHeld;
        double mean = 0;
        for (int k = 0; k < isHeld.Length; k++)
            mean += hessian[first + k * stride, first + k * stride] / isHeld.Length;
        for (int k = 0; k < isHeld.Length; k++)
        {
            int row = first + k * stride;
            if (!isHeld[k])
            {
                hessian[row, row] = 1;
                continue;
            }

            for (int l = 0; objective.Loss.IgnoresCommonShift && l <= k; l++)
                if (isHeld[l])
                    hessian[row, first + l * stride] += mean;
        }
    }
}
