namespace MLExtensions.Optimization.Linear;

internal static class BatchCurvature
{
    public static double Estimate<TTarget>(LinearProblem<TTarget> problem, int batchSize) =>
        problem.Loss.Curvature(problem.Outputs) * (1 + problem.Features.MeanSquaredRowNorm());
}
