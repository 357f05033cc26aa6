namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Solves ridge regression's normal equations, and corrects the solution by its residual.</summary>
/// <remarks>With aᵢ = wᵢ (tᵢ − sᵢ) the dual objective is Σᵢ (2 aᵢ tᵢ − aᵢ² / wᵢ) − ‖Σᵢ aᵢ zᵢ‖² / λ.</remarks>
internal static class RidgeEquations
{
    private const int Corrections = 3;

    public static ReducedOptimum Minimize(ReducedProblem problem)
    {
        double[][] hessian = problem.QuadraticHessian();
        for (int i = 0; i < problem.Rows.Length; i++)
            problem.AddHessian(hessian, i, new[,] { { 2 * problem.Weights[i] } });
        var factor = new PositiveDefinite(hessian);
        double[] u = new double[problem.Size];
        for (int step = 0; step <= Corrections; step++)
        {
            double[] gradient = problem.QuadraticGradient(u);
            double[][] scores = problem.Scores(u);
            for (int i = 0; i < scores.Length; i++)
                problem.AddGradient(gradient, i, [2 * problem.Weights[i] * (scores[i][0] - problem.Targets[i])]);
            u = [.. u.Zip(factor.Solve(gradient), (value, change) => value - change)];
        }

        double primal = problem.Quadratic(u);
        double dual = 0;
        double[][] slopes = problem.Scores(u);
        for (int i = 0; i < slopes.Length; i++)
        {
            double error = problem.Targets[i] - slopes[i][0];
            primal += problem.Weights[i] * error * error;

            // The sum of the slopes is 0: the dual may be taken for targets less the score at the mean row.
            dual += problem.Weights[i] * error * (2 * (problem.Targets[i] - u[^1]) - error);
            slopes[i] = [-2 * problem.Weights[i] * error];
        }

        return new ReducedOptimum(u, primal, dual + problem.Conjugate(slopes, u));
    }
}
