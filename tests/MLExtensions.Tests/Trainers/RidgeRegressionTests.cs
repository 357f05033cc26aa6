using CsCheck;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>The minimum of λ‖w‖² + Σᵢ wᵢ (yᵢ − w·xᵢ − b)²: that of scikit-learn, and with the properties it has to have.</summary>
[TestClass]
public class RidgeRegressionTests
{
    private const int Samples = 20;

    /// <summary>A weight is a number of single precision.</summary>
    private const double Rounding = 1e-5;

    // More rows than features, and fewer.
    private static readonly Gen<(Measurement[] Rows, float L2)> _problems = Gen.Select(
        Gen.Int[5, 60], Gen.Int[1, 40], Gen.Int[0, 1_000_000], Gen.Float[-2f, 3f],
        (count, features, seed, logL2) => (Measurements.Draw(count, features, seed), MathF.Pow(10, logL2)));

    public static IEnumerable<object[]> References =>
        from reference in RidgeReference.All
        from solution in reference.Solutions
        select new object[] { reference, solution };

    [TestMethod]
    [DynamicData(nameof(References))]
    public void The_solution_is_that_of_scikit_learn(object reference, object solution)
    {
        var expected = (RidgeReference.Solution)solution;
        FittedRegression actual = FittedRegression.Ridge(((RidgeReference)reference).Rows(), expected.L2);

        for (int f = 0; f < expected.Weights.Length; f++)
            Assert.AreEqual(expected.Weights[f], actual.Weights[f], 1e-5 * Math.Abs(expected.Weights[f]) + 1e-12, $"weight {f}");
        Assert.AreEqual(expected.Bias, actual.Bias, 1e-5 * Math.Abs(expected.Bias));
    }

    [TestMethod]
    public void A_row_of_weight_2_is_the_row_twice() => _problems.Sample(
        problem => FittedRegression.AssertClose(
            FittedRegression.Ridge(problem.Rows.SelectMany((row, i) => Enumerable.Repeat(row, 1 + i % 2)), problem.L2),
            FittedRegression.Ridge(problem.Rows.Select((row, i) => row with { Weight = row.Weight * (1 + i % 2) }), problem.L2),
            Rounding),
        iter: Samples);

    [TestMethod]
    public void A_row_of_weight_0_is_a_row_left_out() => _problems.Sample(
        problem => FittedRegression.AssertClose(
            FittedRegression.Ridge(problem.Rows[1..], problem.L2),
            FittedRegression.Ridge([problem.Rows[0] with { Weight = 0 }, .. problem.Rows[1..]], problem.L2),
            tolerance: 0),
        iter: Samples);

    [TestMethod]
    public void The_order_of_the_rows_does_not_matter() => _problems.Sample(
        problem => FittedRegression.AssertClose(
            FittedRegression.Ridge(problem.Rows, problem.L2), FittedRegression.Ridge(problem.Rows.Reverse(), problem.L2), Rounding),
        iter: Samples);

    [TestMethod]
    public void Features_times_c_with_lambda_times_c_squared_divide_the_weights_by_c() => _problems.Sample(
        problem =>
        {
            FittedRegression expected = FittedRegression.Ridge(problem.Rows, problem.L2);
            FittedRegression scaled = FittedRegression.Ridge(problem.Rows.Select(row => row.Map((x, _) => 20 * x)), 400 * problem.L2);
            FittedRegression.AssertClose(expected, scaled with { Weights = Array.ConvertAll(scaled.Weights, w => 20 * w) }, Rounding);
        },
        iter: Samples);

    [TestMethod]
    public void Without_a_penalty_the_unit_of_a_column_does_not_matter()
    {
        // Nine and more orders of magnitude apart, beside a column that depends on another.
        Measurement[] rows = [.. Measurements.Draw(50, 4, seed: 1).Select(row => row.Map((x, f) => x * (f == 0 ? 1e6f : 1)))];
        Measurement[] dependent = [.. rows.Select(row =>
            Measurements.Of(row.Label, [.. row.Features.DenseValues(), 1e-3f * row.Features.GetItemOrDefault(1)]) with { Weight = row.Weight })];

        double expected = FittedRegression.Ridge(rows.Select(row => row.Map((x, f) => x * (f == 0 ? 1e-6f : 1))), 0).Objective(
            rows.Select(row => row.Map((x, f) => x * (f == 0 ? 1e-6f : 1))), 0);
        Assert.AreEqual(expected, FittedRegression.Ridge(rows, 0).Objective(rows, 0), 1e-6 * expected);
        Assert.AreEqual(expected, FittedRegression.Ridge(dependent, 0).Objective(dependent, 0), 1e-6 * expected);
    }

    [TestMethod]
    public void Sparse_rows_give_what_dense_ones_give() => _problems.Sample(
        problem =>
        {
            // With thirty columns of zeros for each there is, rows are stored sparse.
            Measurement[] sparse = [.. problem.Rows.Select(row => row with
            {
                Features = new VBuffer<float>(
                    30 * row.Features.Length, row.Features.Length, row.Features.GetValues().ToArray(),
                    [.. Enumerable.Range(0, row.Features.Length).Select(f => 30 * f)]),
            })];
            FittedRegression wide = FittedRegression.Ridge(sparse, problem.L2);
            FittedRegression.AssertClose(
                FittedRegression.Ridge(problem.Rows, problem.L2),
                wide with { Weights = [.. wide.Weights.Where((_, f) => f % 30 == 0)] },
                Rounding);
            Assert.IsTrue(wide.Weights.Where((_, f) => f % 30 != 0).All(w => w == 0));
        },
        iter: Samples);

    [TestMethod]
    [DataRow(1)]
    [DataRow(50)]
    public void Sparse_rows_by_the_thousand_give_what_dense_ones_give(int l2)
    {
        // One entry in twenty, and a constant that all rows hold.
        var random = new Random(1);
        Measurement[] sparse = [.. Enumerable.Range(0, 2000).Select(i => new Measurement
        {
            Label = random.NextSingle(),
            Features = new VBuffer<float>(60, 3, [random.NextSingle(), random.NextSingle(), 0.1f], [random.Next(29), 29 + random.Next(30), 59]),
        })];
        Measurement[] dense = [.. sparse.Select(row => row.Map((x, f) => f < 59 ? x + 1 : x))];

        FittedRegression expected = FittedRegression.Ridge(dense, l2);
        FittedRegression actual = FittedRegression.Ridge(sparse, l2);

        // The bias takes the shift up, which has made the rows dense.
        FittedRegression.AssertClose(expected with { Bias = expected.Bias + expected.Weights[..59].Sum() }, actual, Rounding);
        Assert.AreEqual(0, actual.Weights[59]);
    }

    [TestMethod]
    [DataRow(RidgeSolver.Exact, 1e-40f)]
    [DataRow(RidgeSolver.Exact, float.Epsilon)]
    [DataRow(RidgeSolver.Descent, 1e-40f)]
    [DataRow(RidgeSolver.Descent, float.Epsilon)]
    public void Without_a_penalty_a_subnormal_column_gets_no_weight(RidgeSolver solver, float size)
    {
        Measurement[] rows = Measurements.Draw(40, 3, seed: 1);
        FittedRegression expected = FittedRegression.Ridge(rows, 0);
        FittedRegression actual = FittedRegression.Ridge(
            rows.Select((row, i) => Measurements.Of(row.Label, [.. row.Features.DenseValues(), size * (i % 3)]) with { Weight = row.Weight }),
            0,
            options => options.Solver = solver);
        FittedRegression.AssertClose(expected, actual with { Weights = actual.Weights[..3] }, tolerance: 1e-3);
        Assert.AreEqual(0, actual.Weights[3]);
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(1e-20f)]
    [DataRow(1f)]
    public void A_constant_column_gets_no_weight_whatever_its_value(float l2)
    {
        Measurement[] rows = Measurements.Draw(40, 3, seed: 1);
        FittedRegression expected = FittedRegression.Ridge(rows, l2);
        foreach (float constant in (float[])[0, 0.1f, -16777216f, 3e18f, -1e38f, float.MaxValue])
        {
            FittedRegression actual = FittedRegression.Ridge(
                rows.Select(row => Measurements.Of(row.Label, [.. row.Features.DenseValues(), constant]) with { Weight = row.Weight }), l2);
            FittedRegression.AssertClose(expected, actual with { Weights = actual.Weights[..3] }, Rounding);
            Assert.AreEqual(0, actual.Weights[3]);
        }
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(1e-20f)]
    public void Equal_columns_share_their_weight_without_a_penalty_to_speak_of(float l2)
    {
        Measurement[] rows = Measurements.Draw(40, 2, seed: 1);
        FittedRegression once = FittedRegression.Ridge(rows, 0);
        FittedRegression twice = FittedRegression.Ridge(
            rows.Select(row => Measurements.Of(row.Label, [.. row.Features.DenseValues(), row.Features.GetItemOrDefault(0)]) with { Weight = row.Weight }), l2);
        FittedRegression.AssertClose(
            new FittedRegression([once.Weights[0] / 2, once.Weights[1], once.Weights[0] / 2], once.Bias), twice, Rounding);
    }

    [TestMethod]
    public void Equal_rows_with_different_labels_are_fitted_at_their_mean()
    {
        // Fewer rows than features, and two of them in contradiction: no weights fit all.
        Measurement[] rows = Measurements.Draw(6, 20, seed: 1);
        FittedRegression actual = FittedRegression.Ridge([.. rows, rows[0] with { Label = rows[0].Label + 2 }], 0);
        double mean = rows[0].Label + 1;
        Assert.AreEqual(mean, actual.Predict(rows[0]), 1e-4);
        foreach (Measurement row in rows[1..])
            Assert.AreEqual(row.Label, actual.Predict(row), 1e-4);
    }

    [TestMethod]
    public void One_row_is_its_own_prediction()
    {
        FittedRegression model = FittedRegression.Ridge([Measurements.Of(3, 1, 2)], 1);
        CollectionAssert.AreEqual(new float[2], model.Weights);
        Assert.AreEqual(3, model.Bias);
    }

    [TestMethod]
    public void Fitting_again_gives_the_same_bits()
    {
        Measurement[] rows = Measurements.Draw(400, 300, seed: 1);
        FittedRegression first = FittedRegression.Ridge(rows, 1);
        FittedRegression.AssertClose(first, FittedRegression.Ridge(rows, 1), tolerance: 0);
    }

    [TestMethod]
    public void Data_too_large_to_be_solved_come_close_to_the_minimum()
    {
        var random = new Random(1);
        Measurement[] rows = [.. Enumerable.Range(0, 4200).Select(i => new Measurement
        {
            Label = 100 + random.Next(10),
            Features = new VBuffer<float>(4100, 2, [1 + random.NextSingle(), random.NextSingle()], [i % 4000, 4000 + random.Next(100)]),
        })];
        FittedRegression model = FittedRegression.Ridge(rows, 0.5f);

        // F is strongly convex, and so is at most ‖∇F‖² / 4λ above its minimum, where ∇F = 2 (λ w − Σᵢ (yᵢ − ŷᵢ) xᵢ).
        const double Lambda = 0.5;
        double[] halfGradient = [.. model.Weights.Select(w => Lambda * w)];
        double objective = Lambda * model.Weights.Sum(w => (double)w * w);
        foreach (Measurement row in rows)
        {
            double error = row.Label - model.Bias - row.Features.Items().Sum(item => item.Value * model.Weights[item.Key]);
            objective += error * error;
            foreach (KeyValuePair<int, float> item in row.Features.Items())
                halfGradient[item.Key] -= error * item.Value;
        }

        double gap = halfGradient.Sum(half => half * half) / Lambda;
        Assert.IsLessThan(1e-3 * objective, gap);
    }
}
