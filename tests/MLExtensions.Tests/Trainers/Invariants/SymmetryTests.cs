namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>The penalty knows no axes and no order, and λ has a unit.</summary>
[TestClass]
public class SymmetryTests
{
    [TestMethod]
    [EachLinearTrainer]
    public void A_rotation_of_the_features_rotates_the_weights(LinearTrainer trainer) => Property.Holds(
        40, firstSeed: 5000, seed => Padded(InvariantProblems.Draw(trainer, seed, columnScales: 2)), problem =>
        {
            // Its own inverse, after the order is undone; all sums are exact.
            int[] order = Shuffled(problem.Columns, problem.Rows.Length);
            var optimum = new Optimum(problem);
            InvariantProblem rotated = problem.Map(row => Array.ConvertAll(Reflected(Ordered(Widened(row), order)), x => (float)x));
            PlainModel back = Training.Fit(rotated).Map(row => Restored(Reflected(row), order));
            return Equality.Of(optimum, Training.Fit(problem), new Optimum(rotated), back);
        });

    [TestMethod]
    [EachLinearTrainer]
    public void Features_times_c_with_lambda_times_c_squared_change_no_prediction(LinearTrainer trainer) => Property.Holds(
        44, firstSeed: 6000, seed => InvariantProblems.Draw(trainer, seed), problem =>
        {
            int power = new Random(problem.Columns * problem.Rows.Length).Next(-10, 11);
            var optimum = new Optimum(problem);
            InvariantProblem scaled = problem.Map(row => Array.ConvertAll(row, x => MathF.ScaleB(x, power))) with
            {
                Lambda = MathF.ScaleB(problem.Lambda, 2 * power),
            };
            PlainModel back = Training.Fit(scaled).Map(row => Array.ConvertAll(row, w => Math.ScaleB(w, power)));
            return Equality.Of(optimum, Training.Fit(problem), new Optimum(scaled), back);
        });

    [TestMethod]
    [EachLinearTrainer]
    public void Permuted_rows_columns_and_classes_permute_the_model(LinearTrainer trainer) => Property.Holds(
        40, firstSeed: 7000, seed => InvariantProblems.Draw(trainer, seed), problem =>
        {
            int[] rows = Shuffled(problem.Rows.Length, seed: 1);
            int[] columns = Shuffled(problem.Columns, seed: 2);
            int[] classes = Shuffled(problem.Classes, seed: problem.Columns);
            int[] labels = Array.ConvertAll(problem.Labels, label => classes[label]);
            InvariantProblem permuted = problem.Map(row => Ordered(row, columns)) with
            {
                Labels = problem.IsRegression ? [] : Ordered(labels, rows),
                Targets = problem.IsRegression ? Ordered(problem.Targets, rows) : [],
                Weights = Ordered(problem.Weights, rows),
            };
            permuted = permuted with { Rows = Ordered(permuted.Rows, rows) };
            PlainModel model = Training.Fit(permuted).Map(row => Restored(row, columns));
            var back = new PlainModel(Ordered(model.Weights, classes), Ordered(model.Biases, classes));
            var optimum = new Optimum(problem);
            return Equality.Of(optimum, Training.Fit(problem), optimum, back);
        });

    /// <summary>Columns of zeros make their number a multiple of four.</summary>
    private static InvariantProblem Padded(InvariantProblem problem) =>
        problem.Map(row => [.. row, .. new float[(4 - row.Length % 4) % 4]]);

    /// <summary>Each four in a row times the orthogonal matrix ½ (1 1 1 1; 1 −1 1 −1; 1 1 −1 −1; 1 −1 −1 1).</summary>
    private static double[] Reflected(double[] row)
    {
        double[] result = new double[row.Length];
        for (int f = 0; f < row.Length; f += 4)
        {
            (double a, double b, double c, double d) = (row[f], row[f + 1], row[f + 2], row[f + 3]);
            result[f] = (a + b + c + d) / 2;
            result[f + 1] = (a - b + c - d) / 2;
            result[f + 2] = (a + b - c - d) / 2;
            result[f + 3] = (a - b - c + d) / 2;
        }

        return result;
    }

    private static double[] Widened(float[] row) => Array.ConvertAll(row, x => (double)x);

    private static T[] Ordered<T>(T[] values, int[] order) => Array.ConvertAll(order, index => values[index]);

    private static T[] Restored<T>(T[] values, int[] order)
    {
        T[] restored = [.. values];
        for (int i = 0; i < order.Length; i++)
            restored[order[i]] = values[i];
        return restored;
    }

    private static int[] Shuffled(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(order);
        return order;
    }
}
