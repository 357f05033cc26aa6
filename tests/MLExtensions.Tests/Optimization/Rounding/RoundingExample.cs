using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Precise;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;
using MLExtensions.Tests.Optimization.Linear;

namespace MLExtensions.Tests.Optimization.Rounding;

/// <summary>A minimum found by descent, with features far from 0, and its rounding.</summary>
/// <param name="Features">x.</param>
/// <param name="Problem">What was minimized, its features rescaled.</param>
/// <param name="Loss">Its loss in double precision.</param>
/// <param name="Scaling">What rescaled it.</param>
/// <param name="Weights">W, not rounded.</param>
/// <param name="Biases">b, not rounded.</param>
internal sealed record RoundingExample<TTarget>(
    float[][] Features, LinearProblem<TTarget> Problem, ILoss<double, TTarget> Loss, ColumnScaling Scaling, double[][] Weights, double[] Biases)
{
    public LinearModel Nearest() => ModelRounding.Nearest(Weights, Biases, Scaling.Shift);

    public RoundedModel Round(CancellationToken cancellationToken = default) =>
        ModelRounding.Of(Problem, Scaling, Loss, Weights, Biases, Scaling.Shift, cancellationToken);

    /// <summary>F with the scores that ML.NET's models compute for dense rows.</summary>
    public double Objective(LinearModel model)
    {
        double objective = Problem.L2Regularization * model.Weights.Sum(row => row.Sum(w => (double)w * w));
        for (int i = 0; i < Features.Length; i++)
        {
            double[] scores = [.. model.Weights.Select((w, k) => (double)(TensorPrimitives.Dot<float>(w, Features[i]) + model.Biases[k]))];
            objective += Loss.Evaluate(scores, Problem.Targets.AsSpan(i, 1), [Problem.Weights[i]]);
        }

        return objective;
    }

    /// <summary>The least F that the change of a single last bit leads to.</summary>
    public double LeastBesides(LinearModel model)
    {
        double least = double.PositiveInfinity;
        foreach (float[] numbers in model.Weights.Append(model.Biases))
        {
            for (int f = 0; f < numbers.Length; f++)
            {
                float number = numbers[f];
                foreach (float other in (float[])[MathF.BitDecrement(number), MathF.BitIncrement(number)])
                {
                    numbers[f] = other;
                    least = Math.Min(least, Objective(model));
                }

                numbers[f] = number;
            }
        }

        return least;
    }
}

/// <summary>Makes them.</summary>
internal static class RoundingExample
{
    /// <summary>Three classes.</summary>
    /// <param name="offset">What is added to every feature.</param>
    /// <param name="seed">What all that is random follows from.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="precise">The same in double precision.</param>
    /// <param name="lambda">λ.</param>
    public static RoundingExample<int> OfClasses(
        float offset, int seed, ILoss<float, int> loss, ILoss<double, int> precise, double lambda)
    {
        var made = new RandomProblem(rows: 120, seed);
        float[][] features = Move(made.Features, offset, first: 0);
        return Minimize(features, new LinearProblem<int>(Dense(features), made.Labels, made.Weights, RandomProblem.Classes, loss, lambda), precise);
    }

    /// <summary>Numbers that are a linear function of the features.</summary>
    /// <param name="offset">What is added to the features.</param>
    /// <param name="seed">What all that is random follows from.</param>
    /// <param name="lambda">λ.</param>
    /// <param name="first">From which feature on.</param>
    public static RoundingExample<float> OfNumbers(float offset, int seed, double lambda, int first = 0)
    {
        var made = new RandomProblem(rows: 120, seed);
        float[][] features = Move(made.Features, offset, first);
        float[] targets = Array.ConvertAll(made.Features, x => x[0] - 2 * x[1] + x[3] / 2 + 0.3f * x[4]);
        return Minimize(
            features, new LinearProblem<float>(Dense(features), targets, made.Weights, Outputs: 1, new SquaredLoss<float>(), lambda), new SquaredLoss<double>());
    }

    private static RoundingExample<TTarget> Minimize<TTarget>(float[][] features, LinearProblem<TTarget> problem, ILoss<double, TTarget> loss)
    {
        PreciseModel minimum = new LinearDescent(new DescentSettings { Tolerance = 1e-7 }).Minimize(problem).Precise!;
        ColumnScaling scaling = ColumnScaling.Apply(problem.Features, problem.Weights, problem.PenaltyOverCurvature);
        return new RoundingExample<TTarget>(features, problem, loss, scaling, minimum.Weights, minimum.Biases);
    }

    private static float[][] Move(float[][] features, float offset, int first) =>
        Array.ConvertAll(features, row => row.Select((x, f) => f < first ? x : x + offset).ToArray());

    private static DenseMatrix Dense(float[][] features)
    {
        var builder = new DenseMatrix.Builder(features[0].Length);
        foreach (float[] row in features)
            builder.Add(row);
        return (DenseMatrix)builder.Build();
    }
}
