using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;

namespace MLExtensions.Tests.Optimization.Rounding;

/// <summary>The model in single precision that no last bit could make better.</summary>
[TestClass]
public class ModelRoundingTests
{
    [TestMethod]
    [DataRow(1e4f)]
    [DataRow(1e6f)]
    public void No_last_bit_lets_the_softmax_fall(float offset)
    {
        for (int seed = 0; seed < 5; seed++)
            AssertNoBitHelps(RoundingExample.OfClasses(offset, seed, new SoftmaxLoss<float>(), new SoftmaxLoss<double>(), lambda: 0.1));
    }

    [TestMethod]
    [DataRow(1e4f)]
    [DataRow(1e6f)]
    public void No_last_bit_lets_the_hinge_fall(float offset)
    {
        for (int seed = 0; seed < 5; seed++)
            AssertNoBitHelps(RoundingExample.OfClasses(offset, seed, new MulticlassHingeLoss<float>(1), new MulticlassHingeLoss<double>(1), lambda: 0.1));
    }

    [TestMethod]
    [DataRow(1e4f)]
    [DataRow(1e6f)]
    public void No_last_bit_lets_squared_errors_fall(float offset)
    {
        for (int seed = 0; seed < 5; seed++)
            AssertNoBitHelps(RoundingExample.OfNumbers(offset, seed, lambda: 1e-3));
    }

    [TestMethod]
    public void Features_near_0_leave_the_model_that_is_nearest()
    {
        RoundingExample<int> example = RoundingExample.OfClasses(offset: 0, seed: 1, new SoftmaxLoss<float>(), new SoftmaxLoss<double>(), lambda: 0.1);
        RoundedModel rounded = example.Round();
        LinearModel nearest = example.Nearest();
        Assert.AreEqual(0, rounded.Lost);
        Assert.IsEmpty(rounded.WorstColumns);
        CollectionAssert.AreEqual(nearest.Biases, rounded.Model.Biases);
        for (int k = 0; k < nearest.Weights.Length; k++)
            CollectionAssert.AreEqual(nearest.Weights[k], rounded.Model.Weights[k]);
    }

    [TestMethod]
    public void What_is_lost_is_the_share_of_the_gain()
    {
        RoundingExample<float> example = RoundingExample.OfNumbers(offset: 4e6f, seed: 1, lambda: 1e-3, first: 1);
        RoundedModel rounded = example.Round();
        float[] y = example.Problem.Targets;
        double mean = y.Zip(example.Problem.Weights, (target, weight) => (double)weight * target).Sum() / example.Problem.TotalWeight;
        double without = y.Zip(example.Problem.Weights, (target, weight) => weight * (target - mean) * (target - mean)).Sum();
        double minimum = example.Problem.L2Regularization * example.Weights[0].Sum(w => w * w)
            + example.Features.Select((x, i) => example.Problem.Weights[i]
                * Math.Pow(x.Zip(example.Weights[0], (value, w) => value * w).Sum() + example.Biases[0] - y[i], 2)).Sum();
        Assert.AreEqual((example.Objective(rounded.Model) - minimum) / (without - minimum), rounded.Lost, 1e-3 * rounded.Lost);
        Assert.IsGreaterThan(RoundedModel.Much, rounded.Lost);
        Assert.HasCount(3, rounded.WorstColumns);
        Assert.DoesNotContain(0, rounded.WorstColumns);
    }

    [TestMethod]
    public void A_class_that_is_nearly_always_right_gains_little()
    {
        // 60 rows of one class and one of another: without features 4.9 or so, and not 61 log 2.
        var problem = new LinearProblem<int>(
            DenseMatrix.Of(new float[61], 61, 1), [.. new int[60], 1], [.. Enumerable.Repeat(1f, 61)], Outputs: 2, new SoftmaxLoss<float>(), 1);
        double expected = 60 * Math.Log(61 / 60.0) + Math.Log(61);
        Assert.AreEqual(expected, WithoutFeatures.LeastLoss(problem, new SoftmaxLoss<double>()), 1e-12);
    }

    [TestMethod]
    public void Sparse_rows_are_searched_too()
    {
        const float Offset = 3e5f;
        var random = new Random(1);
        double[] w = [1 / 3.0, -2 / 7.0, 5 / 11.0];
        var builder = new SparseMatrix.Builder(w.Length);
        var targets = new float[100];
        for (int i = 0; i < targets.Length; i++)
        {
            for (int f = 0; f < w.Length; f++)
            {
                float x = Offset + random.NextSingle();
                builder.Add(f, x);
                targets[i] += (float)(w[f] * (x - Offset));
            }

            builder.EndRow();
        }

        var problem = new LinearProblem<float>(builder.Build(), targets, [.. Enumerable.Repeat(1f, 100)], Outputs: 1, new SquaredLoss<float>(), 0);
        double[] means = [.. w.Select(_ => (double)Offset)];
        double[] biases = [-Offset * w.Sum()];
        var scaling = ColumnScaling.None(w.Length);
        double before = Search(ModelRounding.Nearest([w], biases, means)).Objective;
        BitSearch<float> after = Search(ModelRounding.Of(problem, scaling, new SquaredLoss<double>(), [w], biases, means, default).Model);
        double reached = after.Objective;
        Assert.IsLessThan(before, reached);
        after.Run([0, 1, 2]);
        Assert.AreEqual(reached, after.Objective);

        BitSearch<float> Search(LinearModel model) => new(problem, problem.Features, new SquaredLoss<double>(), model, default);
    }

    [TestMethod]
    public void A_bias_many_last_bits_away_is_found_in_a_few_trials()
    {
        const int Rows = 100;
        const float Best = 1000;
        var problem = new LinearProblem<float>(
            DenseMatrix.Of(new float[Rows], Rows, 1), [.. Enumerable.Repeat(Best, Rows)], [.. Enumerable.Repeat(1f, Rows)], Outputs: 1, new SquaredLoss<float>(), 0);
        var model = new LinearModel(1, 1);
        model.Biases[0] = 1001;
        new BitSearch<float>(problem, problem.Features, new SquaredLoss<double>(), model, default) { MostWork = 200 * 20 * Rows }.Run([]);
        Assert.AreEqual(Best, model.Biases[0]);
    }

    [TestMethod]
    public void Rescaled_features_are_restored_to_the_last_bit_where_they_lie_far_from_0()
    {
        RoundingExample<float> example = RoundingExample.OfNumbers(offset: 1e5f, seed: 2, lambda: 1);
        // The last column is constant, and gets no weight.
        var restored = (DenseMatrix)new UnscaledRows(example.Problem.Features, example.Scaling).Restore(default);
        for (int i = 0; i < example.Features.Length; i++)
            CollectionAssert.AreEqual(example.Features[i][..^1], restored.Row(i)[..^1].ToArray());
    }

    [TestMethod]
    public void The_search_is_cancelled()
    {
        RoundingExample<float> example = RoundingExample.OfNumbers(offset: 1e6f, seed: 1, lambda: 1e-3);
        Assert.ThrowsExactly<OperationCanceledException>(() => example.Round(new CancellationToken(canceled: true)));
    }

    [TestMethod]
    public void A_weight_beyond_single_precision_is_refused()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => ModelRounding.Nearest([[1, -1e39]], [0], [0, 0]));
        StringAssert.StartsWith(error.Message, "The weight of feature 1 is -1E+39, beyond single precision");
        error = Assert.ThrowsExactly<InvalidOperationException>(() => ModelRounding.Nearest([[1]], [1e39], [0]));
        StringAssert.StartsWith(error.Message, "A bias is 1E+39, beyond single precision");
    }

    private static void AssertNoBitHelps<TTarget>(RoundingExample<TTarget> example)
    {
        RoundedModel rounded = example.Round();
        double reached = example.Objective(rounded.Model);
        Assert.IsLessThan(example.Objective(example.Nearest()), reached);
        Assert.IsGreaterThanOrEqualTo(reached * (1 - 1e-12), example.LeastBesides(rounded.Model));
    }
}
