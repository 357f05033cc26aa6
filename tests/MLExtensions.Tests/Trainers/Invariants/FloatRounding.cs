namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>What rounding optimal weights and biases to single precision adds to the objective.</summary>
/// <remarks>
/// Each w becomes w (1 + ε), |ε| ≤ 2⁻²⁴, evenly distributed: a score moves by r = √3 · 2⁻²⁴ √(Σ_f (w_f x_f)² + b²) or less, three
/// standard deviations. At the minimum terms of first order cancel, but for the hinge at its kinks:
/// <code>
/// squared   Σᵢ wᵢ r²
/// softmax   Σᵢ wᵢ Σ_{j≠y} pⱼ (rⱼ + r_y)²            the variance of the scores under p is not more
/// hinge     Σᵢ wᵢ Σ_{j≠y} (rⱼ + r_y) [|v| ≤ width]
/// </code>
/// </remarks>
internal static class FloatRounding
{
    /// <summary>2⁻²⁴, half of the last bit of 1.</summary>
    public const double Unit = 1.0 / (1 << 24);

    /// <summary>So near its kink a pair may be on either side of it: what the optimum itself is known to.</summary>
    private const double KinkWidth = 1e-6;

    public static double Of(InvariantProblem problem, PlainModel optimum, double roundings)
    {
        double cost = problem.Lambda * Unit * Unit * optimum.SquaredNorm();
        for (int i = 0; i < problem.Rows.Length; i++)
            cost += problem.Weights[i] * OfRow(problem, optimum, i, roundings);
        return cost;
    }

    private static double OfRow(InvariantProblem problem, PlainModel optimum, int i, double roundings)
    {
        float[] x = problem.Rows[i];
        int[] classes = problem.PresentClasses;
        double[] moves = [.. classes.Select(k => roundings * Move(optimum.Weights[k], optimum.Biases[k], x))];
        if (problem.IsRegression)
            return moves[0] * moves[0];
        double[] all = optimum.Scores(x);
        double[] scores = [.. classes.Select(k => all[k])];
        int label = Array.IndexOf(classes, problem.Labels[i]);
        double sum = scores.Sum(s => Math.Exp(s - scores.Max()));
        double cost = 0;
        for (int j = 0; j < scores.Length; j++)
        {
            double move = moves[j] + moves[label];
            if (j == label)
                continue;
            if (problem.Trainer == LinearTrainer.Softmax)
                cost += Math.Exp(scores[j] - scores.Max()) / sum * move * move;
            else if (Math.Abs(scores[j] - scores[label] + 1) <= KinkWidth + 2 * move)
                cost += move;
        }

        return cost;
    }

    private static double Move(double[] weights, double bias, float[] x) =>
        Math.Sqrt(3) * Unit * Math.Sqrt(bias * bias + weights.Zip(x, (w, value) => w * value * w * value).Sum());
}
