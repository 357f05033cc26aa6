using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Hinge.Proximal;
using MLExtensions.Optimization.Newton;
using MLExtensions.Tests.Optimization.Newton;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Proximal;

[TestClass]
public class HingeBiasesTests
{
    [TestMethod]
    [DataRow(1.0, 1e-9)]
    [DataRow(0.1, 1e-9)]
    [DataRow(1e-3, 1e-4)]
    [DataRow(1e-6, 1e-2)]
    public void Slopes_of_all_examples_balance_and_scores_follow(double smoothing, double tolerance)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            int classes = 2 + seed % 4;
            var example = new NewtonExample(20 + 11 * seed, 2, classes, seed);
            NewtonObjective objective = example.Hinge(seed % 2 == 0, 1, smoothing, out HingeBlockLoss loss);
            loss.Centers.Set(0.1 * (seed % 10));
            double[] scores = NewtonExample.Normals(objective.Design.Length(classes), seed, size: Math.Pow(10, seed % 3 - 1));
            double[] before = [.. scores];
            double[] start = NewtonExample.Normals(classes, seed);
            double[] biases = [.. start];
            new HingeBiases(objective, loss).Solve(scores, biases);

            var slopes = new double[scores.Length];
            objective.Evaluate(scores, slopes);
            var derivatives = new LossDerivatives(objective.Design, loss);
            double size = slopes.Sum(Math.Abs);
            for (int k = 0; k < classes; k++)
            {
                double sum = 0;
                for (int i = 0; i < objective.Design.Rows; i++)
                {
                    int place = derivatives.Place(i, k);
                    sum += slopes[place];
                    Assert.AreEqual(scores[place] - before[place], biases[k] - start[k], 1e-10 * (1 + Math.Abs(biases[k])));
                }

                Assert.AreEqual(0, sum, tolerance * size, $"seed {seed}");
            }
        }
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(1e-3)]
    [DataRow(1e-5)]
    public void From_nearby_they_balance_to_rounding(double smoothing)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var example = new NewtonExample(300, 2, 3, seed);
            NewtonObjective objective = example.Hinge(sparse: false, 1, smoothing, out HingeBlockLoss loss);
            double[] scores = NewtonExample.Normals(objective.Design.Length(3), seed, smoothing / 5);
            var derivatives = new LossDerivatives(objective.Design, loss);
            for (int i = 0; i < 300; i++)
                scores[derivatives.Place(i, example.Labels[i])] += 1;
            new HingeBiases(objective, loss).Solve(scores, new double[3]);
            var slopes = new double[scores.Length];
            objective.Evaluate(scores, slopes);
            double size = slopes.Sum(Math.Abs);
            for (int k = 0; k < 3; k++)
                Assert.AreEqual(0, Enumerable.Range(0, 300).Sum(i => slopes[derivatives.Place(i, k)]), 1e-10 * size);
        }
    }

    [TestMethod]
    public void A_class_without_rows_is_put_out_of_reach()
    {
        var example = new NewtonExample(40, 2, 3, seed: 1);
        int[] labels = Array.ConvertAll(example.Labels, label => label % 2);
        DesignMatrix design = example.Design(sparse: false);
        var loss = new HingeBlockLoss(design, labels, 3, example.Weights, margin: 1) { Smoothing = 0.5 };
        loss.Centers.Set(0.5);
        var objective = new NewtonObjective(design, loss, 1, Workers.One);
        double[] scores = NewtonExample.Normals(design.Length(3), seed: 2);
        new HingeBiases(objective, loss).Solve(scores, new double[3]);
        var slopes = new double[scores.Length];
        objective.Evaluate(scores, slopes);
        var derivatives = new LossDerivatives(design, loss);
        Assert.AreEqual(0, Enumerable.Range(0, 40).Sum(i => slopes[derivatives.Place(i, 2)]), 1e-9);
    }
}
