using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;

namespace MLExtensions.Tests.Optimization.Newton;

[TestClass]
public class HingeBlockLossTests
{
    private const double Margin = 1.5;
    private static readonly (int Classes, double Smoothing)[] _kinds = [(1, 1), (2, 0.3), (3, 2), (4, 1e-3), (7, 50)];

    [TestMethod]
    public void Values_and_slopes_are_the_plain_ones_around_any_slopes()
    {
        foreach ((int classes, double smoothing) in _kinds)
        {
            (NewtonExample example, HingeBlockLoss loss, LossDerivatives derivatives) = Make(90, classes, smoothing);
            loss.Centers.Set(0.25);
            Func<int, int, double> center = (_, _) => 0.25;
            for (int round = 0; round < 3; round++)
            {
                double[] scores = NewtonExample.Normals(derivatives.Curvatures().Length, seed: round, 1.5);
                var slopes = new double[scores.Length];
                double value = derivatives.Evaluate(scores, slopes);
                double expected = 0;
                var plain = new double[90, classes];
                for (int i = 0; i < 90; i++)
                {
                    double[] s = derivatives.Of(scores, i);
                    int y = example.Labels[i];
                    double total = 0;
                    for (int k = 0; k < classes; k++)
                    {
                        if (k == y)
                            continue;
                        double v = s[k] - s[y] + Margin;
                        double a = center(i, k);
                        double t = Math.Clamp(a + v / smoothing, 0, 1);
                        plain[i, k] = t;
                        total += t;
                        expected += example.Weights[i] * (t * v - smoothing * (t - a) * (t - a) / 2);
                        Assert.AreEqual(example.Weights[i] * t, slopes[derivatives.Place(i, k)], 1e-12);
                    }

                    Assert.AreEqual(-example.Weights[i] * total, slopes[derivatives.Place(i, y)], 1e-12);
                }

                Assert.AreEqual(expected, value, 1e-12 * (1 + Math.Abs(expected)));
                AssertSlopesOfPairs(loss, derivatives, example, plain);
                loss.Recenter();
                center = (i, k) => plain[i, k];
            }
        }
    }

    [TestMethod]
    public void Derivatives_are_those_of_the_values()
    {
        foreach ((int classes, double smoothing) in _kinds.Where(kind => kind.Smoothing > 0.1))
        {
            (NewtonExample example, HingeBlockLoss loss, LossDerivatives derivatives) = Make(70, classes, smoothing);
            loss.Centers.Set(0.4);
            double[] scores = NewtonExample.Normals(derivatives.Curvatures().Length, seed: 12, smoothing / 2);
            derivatives.AssertDerivatives(scores, 1e-7);
            derivatives.AssertCurvatures(1e-12);
            derivatives.AssertPaddingCountsForNothing(scores);
            derivatives.AssertSelection([0, 3, 20, 64, 69], scores);
            Assert.AreEqual(1 / smoothing, loss.LargestCurvature, 1e-15);

            var hessian = new double[classes * classes];
            loss.AddBiasHessian(hessian);
            for (int k = 0; k < classes; k++)
            {
                var unit = new double[scores.Length];
                for (int i = 0; i < 70; i++)
                    unit[derivatives.Place(i, k)] = 1;
                double[] column = derivatives.MultiplyHessian(unit);
                for (int l = 0; l < classes; l++)
                    Assert.AreEqual(Enumerable.Range(0, 70).Sum(i => column[derivatives.Place(i, l)]), hessian[k * classes + l], 1e-10);
            }
        }
    }

    [TestMethod]
    public void Rows_with_a_pair_in_the_smoothed_zone_are_active()
    {
        foreach ((int classes, double smoothing) in _kinds)
        {
            (NewtonExample example, HingeBlockLoss loss, LossDerivatives derivatives) = Make(200, classes, smoothing);
            loss.Centers.Set(0.5);
            double[] scores = NewtonExample.Normals(derivatives.Curvatures().Length, seed: 4, 2);
            derivatives.Evaluate(scores, new double[scores.Length]);
            int[] expected = [.. Enumerable.Range(0, 200).Where(i =>
            {
                double[] s = derivatives.Of(scores, i);
                return s.Where((_, k) => k != example.Labels[i]).Any(other => 0.5 + (other - s[example.Labels[i]] + Margin) / smoothing is > 0 and < 1);
            })];
            CollectionAssert.AreEqual(expected, loss.ActiveRows());
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(0.5)]
    [DataRow(1)]
    [DataRow(7)]
    public void The_hinge_itself_at_multiples_of_scores(double scale)
    {
        (NewtonExample example, HingeBlockLoss loss, LossDerivatives derivatives) = Make(100, 4, 1);
        double[] scores = NewtonExample.Normals(derivatives.Curvatures().Length, seed: 4, 2);
        (double value, double slope) = (0, 0);
        int length = scores.Length;
        DesignMatrix design = example.Design(sparse: false);
        length = design.BlockLength * 4;
        for (int block = 0; block < design.Blocks; block++)
        {
            value += loss.Exact(block, scores.AsSpan(block * length, length), scale, out double ofBlock);
            slope += ofBlock;
        }

        (double expected, double expectedSlope) = (0, 0);
        for (int i = 0; i < 100; i++)
        {
            double[] s = derivatives.Of(scores, i);
            int y = example.Labels[i];
            for (int k = 0; k < 4; k++)
            {
                double v = Margin + scale * (s[k] - s[y]);
                expected += k != y && v > 0 ? example.Weights[i] * v : 0;
                expectedSlope += k != y && v > 0 ? example.Weights[i] * (s[k] - s[y]) : 0;
            }

            Assert.AreEqual(y, loss.Label(i));
            Assert.AreEqual(example.Weights[i], loss.Weight(i));
        }

        Assert.AreEqual(expected, value, 1e-10);
        Assert.AreEqual(expectedSlope, slope, 1e-10);
    }

    private static void AssertSlopesOfPairs(HingeBlockLoss loss, LossDerivatives derivatives, NewtonExample example, double[,] plain)
    {
        int classes = example.Classes;
        DesignMatrix design = example.Design(sparse: false);
        var slopes = new double[design.Length(classes)];
        int length = design.BlockLength * classes;
        for (int block = 0; block < design.Blocks; block++)
            loss.WeightedSlopes(block, slopes.AsSpan(block * length, length));
        for (int i = 0; i < plain.GetLength(0); i++)
            for (int k = 0; k < classes; k++)
                Assert.AreEqual(example.Weights[i] * plain[i, k], slopes[derivatives.Place(i, k)], 1e-12);
    }

    private static (NewtonExample Example, HingeBlockLoss Loss, LossDerivatives Derivatives) Make(int rows, int classes, double smoothing)
    {
        var example = new NewtonExample(rows, 2, classes, seed: rows + classes);
        DesignMatrix design = example.Design(sparse: false);
        var loss = new HingeBlockLoss(design, example.Labels, classes, example.Weights, Margin) { Smoothing = smoothing };
        return (example, loss, new LossDerivatives(design, loss));
    }
}
