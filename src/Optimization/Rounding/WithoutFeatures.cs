using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Rounding;

/// <summary>What can be predicted with W = 0, and in what unit scores differ.</summary>
internal static class WithoutFeatures
{
    /// <summary>How far scores have to move to matter: for numbers, the standard deviation of the targets.</summary>
    public static double ScoreUnit<TTarget>(LinearProblem<TTarget> problem, ILoss<double, TTarget> loss)
    {
        if (problem.Targets is not float[] numbers)
            return loss.ScoreUnit;
        double mean = Mean(numbers, problem);
        double squares = 0;
        for (int i = 0; i < numbers.Length; i++)
            squares += problem.Weights[i] * (numbers[i] - mean) * (numbers[i] - mean);
        return Math.Sqrt(squares / problem.TotalWeight);
    }

    /// <summary>
    /// The loss of the best scores that all examples have in common: for numbers that of their mean, for classes that of equal
    /// scores or of the logarithms of the classes' shares, whichever is less; these are the best for the softmax.
    /// </summary>
    public static double LeastLoss<TTarget>(LinearProblem<TTarget> problem, ILoss<double, TTarget> loss)
    {
        if (problem.Targets is float[] numbers)
            return Loss(problem, loss, [Mean(numbers, problem)]);
        if (loss is OppositeScoresLoss opposite)
            return LeastLoss(problem with { Outputs = 2 }, (ILoss<double, TTarget>)opposite.OfClasses);
        var scores = new double[problem.Outputs];
        double ofEqual = Loss(problem, loss, scores);
        var classes = (int[])(object)problem.Targets;
        for (int i = 0; i < classes.Length; i++)
            scores[classes[i]] += problem.Weights[i];
        double least = problem.TotalWeight / problem.Targets.Length / 2;
        for (int k = 0; k < scores.Length; k++)
            scores[k] = loss.ScoreUnit * Math.Log(Math.Max(scores[k], least));
        return Math.Min(ofEqual, Loss(problem, loss, scores));
    }

    private static double Mean<TTarget>(float[] numbers, LinearProblem<TTarget> problem)
    {
        double mean = 0;
        for (int i = 0; i < numbers.Length; i++)
            mean += problem.Weights[i] / problem.TotalWeight * numbers[i];
        return mean;
    }

    private static double Loss<TTarget>(LinearProblem<TTarget> problem, ILoss<double, TTarget> loss, double[] scores)
    {
        double total = 0;
        var row = new double[scores.Length];
        for (int i = 0; i < problem.Targets.Length; i++)
        {
            scores.CopyTo(row, 0);
            total += loss.Evaluate(row, problem.Targets.AsSpan(i, 1), [problem.Weights[i]]);
        }

        return total;
    }
}
