using CsCheck;
using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>
/// What is true of the minimum F* of λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ) for any data, checked on trained models: two
/// problems with the same minimum are trained, and each model is judged by the objective of its own problem.
/// </summary>
[TestClass]
public class OptimumTests
{
    private const int Samples = 6;

    /// <summary>How far above the minimum training may end, relative to it.</summary>
    private const double Tolerance = 0.005;

    private static readonly Gen<(Example[] Examples, float L2)> _problems = Gen.Select(
        Gen.Int[30, 80], Gen.Int[3, 6], Gen.Int[0, 1_000_000], Gen.Float[-2f, 1f],
        (count, features, seed, logL2) => (MadeUpExamples.Draw(count, features, seed), MathF.Pow(10, logL2)));

    [TestMethod]
    [EachTrainer]
    public void A_row_of_weight_2_is_the_row_twice(TrainerKind kind) => _problems.Sample(
        problem => AssertClose(
            Minimum(kind, problem.Examples.Select((example, i) => example with { Weight = 1 + i % 2 }), problem.L2),
            Minimum(kind, problem.Examples.SelectMany((example, i) => Enumerable.Repeat(example, 1 + i % 2)), problem.L2)),
        iter: Samples);

    [TestMethod]
    [EachTrainer]
    public void Weights_times_c_with_lambda_times_c_give_c_times_the_minimum(TrainerKind kind) => _problems.Sample(
        problem => AssertClose(
            7 * Minimum(kind, problem.Examples, problem.L2),
            Minimum(kind, problem.Examples.Select(example => example with { Weight = 7 }), 7 * problem.L2)),
        iter: Samples);

    [TestMethod]
    [EachTrainer]
    public void Permuting_the_classes_permutes_the_columns(TrainerKind kind) => _problems.Sample(
        problem =>
        {
            Example[] permuted = [.. problem.Examples.Select(NextClass)];
            FittedLinear model = Train(kind, permuted, problem.L2);
            var back = new FittedLinear([.. model.Weights[1..], model.Weights[0]], [.. model.Biases[1..], model.Biases[0]]);
            AssertClose(
                Minimum(kind, problem.Examples, problem.L2), back.Objective(kind, problem.Examples, problem.L2));
        },
        iter: Samples);

    [TestMethod]
    [EachTrainer]
    public void A_shift_of_the_features_changes_nothing_whether_it_makes_sparse_rows_dense_or_not(TrainerKind kind) => _problems.Sample(
        problem =>
        {
            // The bias takes the shift up. One non-zero in thirty is stored sparse, and shifted it is stored dense.
            Example[] sparse = [.. problem.Examples.Select((example, i) => OneNonZero(example, i))];
            AssertClose(
                Minimum(kind, sparse, problem.L2), Minimum(kind, sparse.Select(example => Map(example, (x, _) => x + 1)), problem.L2));
        },
        iter: Samples);

    [TestMethod]
    [EachTrainer]
    public void Features_times_c_with_lambda_times_c_squared_change_nothing(TrainerKind kind) => _problems.Sample(
        problem => AssertClose(
            Minimum(kind, problem.Examples, problem.L2),
            Minimum(kind, problem.Examples.Select(example => Map(example, (x, _) => 20 * x)), 400 * problem.L2)),
        iter: Samples);

    [TestMethod]
    [EachTrainer]
    public void Without_a_penalty_the_unit_of_a_column_does_not_matter(TrainerKind kind) => _problems.Sample(
        problem =>
        {
            // Every row stands under a second class, too, so that no planes separate the classes and W stays finite.
            Example[] mixed = [.. problem.Examples, .. problem.Examples.Select(example => NextClass(example) with { Weight = 0.25f })];
            AssertClose(
                Minimum(kind, mixed, 0),
                Minimum(kind, mixed.Select(example => Map(example, (x, f) => f == 0 ? 1000 * x : x)), 0));
        },
        iter: Samples);

    [TestMethod]
    [EachTrainer]
    public void A_column_of_zeros_changes_nothing_and_gets_no_weight(TrainerKind kind) => _problems.Sample(
        problem =>
        {
            FittedLinear model = Train(
                kind,
                problem.Examples.Select(example => example with { Features = MadeUpExamples.Vector([.. example.Features.DenseValues(), 0f]) }),
                problem.L2);
            Assert.IsTrue(model.Weights.All(row => row[^1] == 0));
            var without = new FittedLinear([.. model.Weights.Select(row => row[..^1])], model.Biases);
            AssertClose(Minimum(kind, problem.Examples, problem.L2), without.Objective(kind, problem.Examples, problem.L2));
        },
        iter: Samples);

    [TestMethod]
    public void A_margin_times_c_with_lambda_over_c_gives_c_times_the_minimum() => _problems.Sample(
        problem => AssertClose(
            4 * Minimum(TrainerKind.MulticlassSvm, problem.Examples, problem.L2),
            Minimum(TrainerKind.MulticlassSvm, problem.Examples, problem.L2 / 4, margin: 4)),
        iter: Samples);

    [TestMethod]
    [EachTrainer]
    public void No_model_is_better_by_a_step_in_any_direction(TrainerKind kind) => _problems.Sample(
        problem =>
        {
            FittedLinear model = Train(kind, problem.Examples, problem.L2);
            double minimum = model.Objective(kind, problem.Examples, problem.L2);
            foreach (float[] parameters in (float[][])[.. model.Weights, model.Biases])
            {
                for (int i = 0; i < parameters.Length; i++)
                {
                    float kept = parameters[i];
                    foreach (float step in (float[])[-0.1f, 0.1f])
                    {
                        parameters[i] = kept + step;
                        double moved = model.Objective(kind, problem.Examples, problem.L2);
                        Assert.IsGreaterThanOrEqualTo(minimum * (1 - Tolerance), moved);
                    }

                    parameters[i] = kept;
                }
            }
        },
        iter: Samples);

    /// <summary>Its column tells the class of four examples in five, its value nothing.</summary>
    private static Example OneNonZero(Example example, int i)
    {
        var x = new float[30];
        x[(3 * (i % 10) + (int)example.Label + (i % 5 == 0 ? 1 : 0)) % x.Length] = 1 + 0.1f * (i % 7);
        return example with { Features = MadeUpExamples.Vector(x) };
    }

    private static Example NextClass(Example example) => example with { Label = (example.Label + 1) % MadeUpExamples.Classes };

    private static Example Map(Example example, Func<float, int, float> change) =>
        example with { Features = MadeUpExamples.Vector([.. example.Features.DenseValues().Select(change)]) };

    private static double Minimum(TrainerKind kind, IEnumerable<Example> examples, float l2, float margin = 1)
    {
        Example[] rows = [.. examples];
        return Train(kind, rows, l2, margin).Objective(kind, rows, l2, margin);
    }

    private static FittedLinear Train(TrainerKind kind, IEnumerable<Example> examples, float l2, float margin = 1)
    {
        var ml = new MLContext(seed: 1);
        return FittedLinear.Of(ml.Trainer(kind, options =>
        {
            options.ExampleWeightColumnName = "Weight";
            options.L2Regularization = l2;
            if (options is MulticlassSvmTrainer.Options svm)
                svm.Margin = margin;
        }).Fit(ml.View(examples)));
    }

    private static void AssertClose(double expected, double actual) => Assert.AreEqual(expected, actual, Tolerance * expected);
}
