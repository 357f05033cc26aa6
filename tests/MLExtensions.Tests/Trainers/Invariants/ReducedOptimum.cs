namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>The minimum of a reduced problem, as closely as double precision allows.</summary>
/// <param name="Variables">u.</param>
/// <param name="Value">The objective there.</param>
/// <param name="LowerBound">The dual objective: what the minimum is not below; with a pull, that on its plane.</param>
internal sealed record ReducedOptimum(double[] Variables, double Value, double LowerBound)
{
    public static ReducedOptimum Of(LinearTrainer trainer, ReducedProblem problem) => trainer switch
    {
        LinearTrainer.Softmax => SoftmaxNewton.Minimize(problem),
        LinearTrainer.Svm => new SvmInteriorPoint(problem).Minimize(),
        _ => RidgeEquations.Minimize(problem),
    };
}
