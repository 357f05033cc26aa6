using System.Numerics.Tensors;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Where the SVM's optimal biases are many, those are taken whose scores at the mean row have the least norm.</summary>
[TestClass]
public class BiasTests
{
    [TestMethod]
    public void Biases_of_two_classes_are_the_nearest_to_zero_of_their_interval() => Property.Holds(
        72, firstSeed: 10000, seed => Balanced(InvariantProblems.Draw(LinearTrainer.Svm, seed), classes: 2, seed, most: 60), problem =>
        {
            var optimum = new Optimum(problem);
            var interval = new BiasInterval(problem, optimum.Model);
            PlainModel[] models = [Training.Fit(problem), Training.FitAll(problem, [problem.Lambda, 1])[0]];

            // The ends are scores of rows, which move with W by as much as it is off.
            return models.Select(model => new Miss(
                "error of the difference of the scores at the mean row", Math.Abs(interval.Of(model) - interval.Nearest), Moved(problem, optimum.Model, model)));
        });

    [TestMethod]
    public void Biases_of_three_classes_are_the_nearest_to_zero_of_their_polygon() => Property.Holds(
        48, firstSeed: 10500, seed => Balanced(InvariantProblems.Draw(LinearTrainer.Svm, seed), classes: 3, seed, most: 9), problem =>
        {
            var optimum = new Optimum(problem);
            PlainModel model = Training.Fit(problem);
            double[] scores = ScoresAtMean(problem, model);
            double error = scores.Zip(new BiasPolygon(problem, optimum.Model).Nearest, (s, expected) => Math.Abs(s - expected)).Max();

            // A corner is where two lines meet, each of which moves by twice as much as the scores of a row.
            return [new Miss("error of the scores at the mean row", error, 4 * Moved(problem, optimum.Model, model))];
        });

    [TestMethod]
    public void Biases_of_balanced_classes_under_a_heavy_penalty_leave_the_mean_row_undecided() => Property.Holds(
        36, firstSeed: 11000, seed => Balanced(InvariantProblems.Draw(LinearTrainer.Svm, seed), classes: 3, seed, most: 60), problem =>
        {
            // |wₖ·(xᵢ − x̄)| is at most n Σ ‖xᵢ − x̄‖² / λ = 1/8: all pairs are within their margin, and slopes that are all 1 balance.
            InvariantProblem heavy = Heavy(problem);
            PlainModel model = Training.Fit(heavy);
            double largest = ScoresAtMean(heavy, model).Max(Math.Abs);
            return [new Miss("score at the mean row", largest, Moved(heavy, model, model))];
        });

    /// <summary>W x̄ + b, centered over the classes.</summary>
    private static double[] ScoresAtMean(InvariantProblem problem, PlainModel model)
    {
        double[] mean = new RowSpace(problem.Rows, problem.Weights).Mean;
        double[] scores = [.. model.Weights.Select((row, k) => model.Biases[k] + TensorPrimitives.Dot<double>(row, mean))];
        return Array.ConvertAll(scores, s => s - scores.Average());
    }

    /// <summary>
    /// How far the difference of two scores of a row from those at the mean row has moved with a model's weights, and how far single
    /// precision may have moved the scores at the mean row.
    /// </summary>
    private static double Moved(InvariantProblem problem, PlainModel optimum, PlainModel model)
    {
        var space = new RowSpace(problem.Rows, problem.Weights);
        double[][] changes = [.. model.Weights.Zip(optimum.Weights, (row, other) => row.Zip(other, (w, v) => w - v).ToArray())];
        double moved = space.Centered.Max(row =>
        {
            double[] moves = Array.ConvertAll(changes, change => TensorPrimitives.Dot<double>(change, row));
            return moves.Max() - moves.Min();
        });
        double sizes = model.Biases.Sum(Math.Abs) + model.Weights.Sum(row => row.Zip(space.Mean, (w, x) => Math.Abs(w * x)).Sum());

        // The margin of 1 is a number of single precision, too.
        return moved + 4 * FloatRounding.Unit * (1 + sizes);
    }

    /// <summary>λ is Σ ‖xᵢ − x̄‖² times eight times the number of rows, and the features in a unit that keeps it below 1e6.</summary>
    private static InvariantProblem Heavy(InvariantProblem problem)
    {
        var space = new RowSpace(problem.Rows, problem.Weights);
        double lambda = 8 * problem.Rows.Length * (1e-6 + space.Centered.Sum(row => row.Sum(x => x * x)));
        int power = (int)Math.Min(0, Math.Floor(Math.Log2(1e6 / lambda) / 2));
        return problem.Map(row => Array.ConvertAll(row, x => MathF.ScaleB(x, power))) with { Lambda = (float)Math.ScaleB(lambda, 2 * power) };
    }

    /// <summary>As many rows of each class, all of the same weight, and every other time a λ that leaves most rows within their margins.</summary>
    private static InvariantProblem Balanced(InvariantProblem problem, int classes, int seed, int most)
    {
        int rows = Math.Max(1, Math.Min(most, problem.Rows.Length) / classes) * classes;
        float lambda = seed % 2 == 0 ? problem.Lambda : (float)(problem.Rows.Sum(row => row.Sum(x => (double)x * x)) * Math.Pow(2, seed % 5 - 3));
        return problem with
        {
            Rows = [.. Enumerable.Range(0, rows).Select(i => problem.Rows[i % problem.Rows.Length])],
            Labels = [.. Enumerable.Range(0, rows).Select(i => i % classes)],
            Weights = [.. Enumerable.Repeat(1f, rows)],
            Classes = classes,
            Lambda = Math.Clamp(lambda, 1e-6f, 1e6f),
        };
    }
}
