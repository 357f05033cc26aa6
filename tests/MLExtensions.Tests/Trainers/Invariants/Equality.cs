namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Whether two models of one problem are equal as far as the gap that is allowed to each of them makes them.</summary>
/// <remarks>
/// F − F* ≥ λ‖W − W*‖², for the squared loss F − F* = λ‖W − W*‖² + Σᵢ wᵢ (sᵢ − sᵢ*)²: two models within gaps of g and g′ differ
/// by (√g + √g′) / √λ at most. Classes have to agree where no model within the gap has another class than the optimum.
/// </remarks>
internal static class Equality
{
    /// <param name="first">The problem's minimum.</param>
    /// <param name="firstModel">A model of it.</param>
    /// <param name="second">The minimum of the transformed problem.</param>
    /// <param name="secondModel">A model of that, transformed back.</param>
    public static IEnumerable<Miss> Of(Optimum first, PlainModel firstModel, Optimum second, PlainModel secondModel)
    {
        InvariantProblem problem = first.Problem;
        double square = Math.Pow(firstModel.DistanceTo(secondModel), 2);
        if (problem.IsRegression)
            square += SquaredDifferences(problem, firstModel, secondModel) / problem.Lambda;
        double allowed = (Math.Sqrt(first.Allowed) + Math.Sqrt(second.Allowed)) / Math.Sqrt(problem.Lambda);
        yield return new Miss("‖ΔW‖", Math.Sqrt(square), allowed);
        foreach (Miss miss in Classes(first, firstModel, secondModel, second.Allowed))
            yield return miss;
    }

    /// <summary>The rows to which the models give different classes, where the gap does not allow it.</summary>
    public static IEnumerable<Miss> Classes(Optimum optimum, PlainModel first, PlainModel second, double secondAllowed)
    {
        if (optimum.Problem.IsRegression)
            yield break;
        foreach (float[] row in Probes(optimum.Problem))
        {
            int own = Class(optimum, optimum.Model, row);
            int firstClass = Class(optimum, first, row);
            int secondClass = Class(optimum, second, row);
            if (firstClass == secondClass)
                continue;
            int other = firstClass == own ? secondClass : firstClass;
            double excess = optimum.ExcessOfPreferring(other, own, row);
            yield return new Miss($"excess that class {other} in place of {own} takes", excess, Math.Max(optimum.Allowed, secondAllowed));
        }
    }

    /// <summary>The training rows, and those halfway between two of them.</summary>
    private static IEnumerable<float[]> Probes(InvariantProblem problem) => problem.Rows.Concat(
        problem.Rows.Zip(problem.Rows.Skip(1), (x, next) => x.Zip(next, (a, b) => (a + b) / 2).ToArray()));

    /// <summary>Among those that have examples: the bias of another is anything that is low enough.</summary>
    private static int Class(Optimum optimum, PlainModel model, float[] row)
    {
        double[] scores = model.Scores(row);
        return optimum.Problem.PresentClasses.MaxBy(k => scores[k]);
    }

    private static double SquaredDifferences(InvariantProblem problem, PlainModel first, PlainModel second) => problem.Rows.Zip(
        problem.Weights, (row, weight) => weight * Math.Pow(first.Scores(row)[0] - second.Scores(row)[0], 2)).Sum();
}
