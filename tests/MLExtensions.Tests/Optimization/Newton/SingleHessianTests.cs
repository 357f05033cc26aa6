using MLExtensions.Kernels;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;
using MLExtensions.Tests.Trainers.Invariants;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Newton;

[TestClass]
public class SingleHessianTests
{
    [TestMethod]
    [DataRow(5_000, 11, 3, 1.0, 1.0)]
    [DataRow(1_300, 16, 26, 1.0, 1.0)]
    [DataRow(2_000, 20, 7, 1e25, 1.0)]
    [DataRow(2_000, 20, 7, 1e-25, 1e20)]
    public void Products_are_those_in_double_precision_to_six_digits(int rows, int columns, int classes, double unit, double weight)
    {
        NewtonObjective objective = Objective(rows, columns, classes, (float)unit, (float)weight, Workers.One);
        Assert.AreEqual(SinglePanelProducts.IsSupported, objective.TryLookInSingle());
        if (!SinglePanelProducts.IsSupported)
            return;
        double[] direction = NewtonExample.Normals(objective.Dimension, seed: 3);
        for (int i = 0; i < objective.Weights; i++)
            direction[i] /= unit;
        var expected = new double[direction.Length];
        var actual = new double[direction.Length];
        objective.MultiplyHessian(direction, expected);
        objective.MultiplyHessianInSingle(direction, actual);
        double largest = expected.Take(objective.Weights).Max(Math.Abs);
        double largestOfBiases = expected.Skip(objective.Weights).Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 2e-6 * (i < objective.Weights ? largest : largestOfBiases));
    }

    [TestMethod]
    public void They_are_not_for_few_or_sparse_examples()
    {
        Assert.IsFalse(new NewtonExample(100, 5, 3, seed: 1).Softmax(sparse: false, 1).TryLookInSingle());
        Assert.IsFalse(new NewtonExample(5_000, 11, 3, seed: 1).Softmax(sparse: true, 1).TryLookInSingle());
        Assert.IsFalse(new NewtonExample(300, 400, 3, seed: 1).Softmax(sparse: false, 1).TryLookInSingle());
        Assert.IsFalse(new NewtonExample(50_000, 3, 2, seed: 1).Squares(sparse: false, 1).TryLookInSingle());
    }

    /// <summary>As exact as it takes: where single precision leads no further double precision does.</summary>
    [TestMethod]
    [DataRow(1e-6)]
    [DataRow(1e-2)]
    [DataRow(1e4)]
    public void The_minimum_is_reached_to_nine_digits(double lambda)
    {
        var example = new NewtonExample(4_000, 12, 4, seed: 7);
        NewtonObjective objective = example.Softmax(sparse: false, lambda);
        var parameters = new double[objective.Dimension];
        var descent = new NewtonDescent(objective) { IsProven = true };
        Assert.AreEqual(DescentEnd.Converged, descent.Minimize(parameters, (value, _) => 1e-13 * value));
        var optimum = new Optimum(NewtonDescentTests.Of(example, LinearTrainer.Softmax, (float)lambda, sparse: false));
        Assert.AreEqual(optimum.Value, descent.Value, 1e-8 * optimum.Value);
    }

    [TestMethod]
    public void F_is_the_same_where_no_scores_are_kept()
    {
        NewtonObjective objective = new NewtonExample(3_000, 12, 4, seed: 5).Softmax(sparse: false, 0.1);
        double[] parameters = NewtonExample.Normals(objective.Dimension, seed: 3);
        var scores = new double[objective.Design.Length(objective.Outputs)];
        var expected = new double[objective.Dimension];
        var actual = new double[objective.Dimension];
        objective.Score(parameters, scores);
        double value = objective.Evaluate(scores, scores) + objective.Penalty(parameters);
        objective.Gradient(parameters, scores, expected);
        Assert.AreEqual(value, objective.EvaluateAt(parameters, actual));
        CollectionAssert.AreEqual(expected, actual);
        Assert.AreEqual(value, objective.EvaluateAt(parameters, gradient: null));
    }

    /// <summary>Once the gradient proves what is asked for, it is over, and a step is made good enough for that.</summary>
    [TestMethod]
    public void One_step_from_nearby_proves_a_share_of_F()
    {
        NewtonObjective objective = new NewtonExample(4_000, 12, 4, seed: 7).Softmax(sparse: false, 1e-3);
        var parameters = new double[objective.Dimension];
        new NewtonDescent(objective) { IsProven = true }.Minimize(parameters, (value, _) => 1e-10 * value);
        double[] nudge = NewtonExample.Normals(objective.Dimension, seed: 3);
        for (int i = 0; i < nudge.Length; i++)
            parameters[i] *= 1 + 0.003 * nudge[i];
        int steps = 0;
        var descent = new NewtonDescent(objective) { IsProven = true, AcceptedShare = 1e-4, OnStep = _ => ++steps > 0 };
        Assert.AreEqual(DescentEnd.Converged, descent.Minimize(parameters, (value, _) => 3e-5 * value));
        Assert.AreEqual(1, steps);
        Assert.IsLessThanOrEqualTo(1e-4 * descent.Value, descent.Bound);
    }

    [TestMethod]
    public void Threads_do_not_change_a_bit()
    {
        double[]? expected = null;
        foreach (int threads in new[] { 1, 2, 5 })
        {
            using var workers = new Workers(threads);
            NewtonObjective objective = Objective(6_000, 20, 5, unit: 1, weight: 1, workers);
            if (!objective.TryLookInSingle())
                return;
            var product = new double[objective.Dimension];
            objective.MultiplyHessianInSingle(NewtonExample.Normals(objective.Dimension, seed: 3), product);
            CollectionAssert.AreEqual(expected ??= product, product);
        }
    }

    private static NewtonObjective Objective(int rows, int columns, int classes, float unit, float weight, Workers workers)
    {
        var example = new NewtonExample(rows, columns, classes, seed: 4);
        float[][] features = [.. example.Features.Select(row => Array.ConvertAll(row, value => value * unit))];
        DesignMatrix design = DesignMatrix.Of(NewtonExample.Matrix(features, sparse: false), workers);
        var loss = new SoftmaxBlockLoss(design, example.Labels, classes, Array.ConvertAll(example.Weights, w => w * weight));
        var objective = new NewtonObjective(design, loss, 0, workers);
        double[] parameters = NewtonExample.Normals(objective.Dimension, seed: 5, size: 0.3);
        for (int i = 0; i < objective.Weights; i++)
            parameters[i] /= unit;
        var scores = new double[design.Length(classes)];
        objective.Score(parameters, scores);
        objective.Evaluate(scores, scores);
        return objective;
    }
}
