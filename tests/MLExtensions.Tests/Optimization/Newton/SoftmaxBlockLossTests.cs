using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;

namespace MLExtensions.Tests.Optimization.Newton;

[TestClass]
public class SoftmaxBlockLossTests
{
    private static readonly int[] _classes = [1, 2, 3, 4, 7];

    [TestMethod]
    [DataRow(1)]
    [DataRow(30)]
    [DataRow(700)]
    public void Values_and_slopes_are_exact_however_large_scores_are(double size)
    {
        foreach (int classes in _classes)
        {
            (NewtonExample example, SoftmaxBlockLoss loss, LossDerivatives derivatives) = Make(100, classes);
            double[] scores = Scores(derivatives, example, size);
            var slopes = new double[scores.Length];
            double value = derivatives.Evaluate(scores, slopes);
            double expected = 0;
            for (int i = 0; i < 100; i++)
            {
                (double ofRow, double[] slopesOfRow) = Plain(derivatives.Of(scores, i), example.Labels[i]);
                expected += example.Weights[i] * ofRow;
                for (int k = 0; k < classes; k++)
                    AssertRelative(example.Weights[i] * slopesOfRow[k], slopes[derivatives.Place(i, k)]);
            }

            AssertRelative(expected, value);
            Assert.AreEqual(example.Weights.Sum(weight => (double)weight), loss.TotalWeight, 1e-12);
        }
    }

    [TestMethod]
    public void A_loss_far_below_1_keeps_all_its_digits()
    {
        for (double margin = 5; margin <= 100; margin += 0.37)
        {
            (NewtonExample example, _, LossDerivatives derivatives) = Make(1, 3);
            var scores = new double[16 * 3];
            scores[derivatives.Place(0, example.Labels[0])] = margin;
            var slopes = new double[scores.Length];
            double w = example.Weights[0];
            AssertRelative(w * LogOfOneAnd(2 * Math.Exp(-margin)), derivatives.Evaluate(scores, slopes));
            AssertRelative(-w * 2 * Math.Exp(-margin) / (1 + 2 * Math.Exp(-margin)), slopes[derivatives.Place(0, example.Labels[0])]);
            double p = Math.Exp(-margin) / (1 + 2 * Math.Exp(-margin));
            AssertRelative(w * 2 * p * (1 - 2 * p), derivatives.Curvatures()[derivatives.Place(0, example.Labels[0])]);
        }
    }

    [TestMethod]
    public void Derivatives_are_those_of_the_values()
    {
        foreach (int classes in _classes)
        {
            (NewtonExample example, _, LossDerivatives derivatives) = Make(70, classes);
            double[] scores = Scores(derivatives, example, 2);
            derivatives.AssertDerivatives(scores, 1e-8);
            derivatives.AssertCurvatures(1e-15);
            derivatives.AssertPaddingCountsForNothing(scores);
            derivatives.AssertSelection([0, 3, 20, 64, 69], scores);
        }
    }

    [TestMethod]
    public void Slopes_and_products_with_the_Hessian_have_nothing_in_common()
    {
        (NewtonExample example, _, LossDerivatives derivatives) = Make(50, 4);
        double[] scores = Scores(derivatives, example, 5);
        var slopes = new double[scores.Length];
        derivatives.Evaluate(scores, slopes);
        double[] products = derivatives.MultiplyHessian(NewtonExample.Normals(scores.Length, seed: 3));
        for (int i = 0; i < 50; i++)
        {
            Assert.AreEqual(0, derivatives.Of(slopes, i).Sum(), 1e-15);
            Assert.AreEqual(0, derivatives.Of(products, i).Sum(), 1e-14);
        }
    }

    [TestMethod]
    public void Examples_without_curvature_do_not_count()
    {
        (NewtonExample example, SoftmaxBlockLoss loss, LossDerivatives derivatives) = Make(70, 3);
        double[] scores = Scores(derivatives, example, 0);
        int[] settled = [1, 5, 66];
        foreach (int row in settled)
            scores[derivatives.Place(row, example.Labels[row])] = 40;
        derivatives.Evaluate(scores, new double[scores.Length]);
        CollectionAssert.AreEqual(Enumerable.Range(0, 70).Except(settled).ToArray(), loss.ActiveRows());
    }

    /// <summary>From s_y on, so that nothing is lost where the label's score is the largest.</summary>
    private static (double Value, double[] Slopes) Plain(double[] scores, int label)
    {
        double own = scores[label];
        double largest = scores.Max();
        double others = scores.Where((_, k) => k != label).Sum(s => Math.Exp(s - largest));
        double sum = others + Math.Exp(own - largest);
        double value = own == largest ? LogOfOneAnd(others) : largest - own + Math.Log(sum);
        return (value, [.. scores.Select((s, k) => k == label ? -others / sum : Math.Exp(s - largest) / sum)]);
    }

    /// <summary>log(1 + x), where x is small by its series.</summary>
    private static double LogOfOneAnd(double x) => x < 1e-3 ? x * (1 - x * (1.0 / 2 - x * (1.0 / 3 - x * (1.0 / 4 - x / 5)))) : Math.Log(1 + x);

    private static void AssertRelative(double expected, double actual) => Assert.AreEqual(expected, actual, 1e-12 * Math.Abs(expected) + 1e-300);

    private static double[] Scores(LossDerivatives derivatives, NewtonExample example, double size)
    {
        double[] scores = NewtonExample.Normals(derivatives.Curvatures().Length, seed: 2, size);
        for (int i = 0; i < example.Labels.Length; i += 3)
            scores[derivatives.Place(i, example.Labels[i])] += 2 * size;
        return scores;
    }

    private static (NewtonExample Example, SoftmaxBlockLoss Loss, LossDerivatives Derivatives) Make(int rows, int classes)
    {
        var example = new NewtonExample(rows, 2, classes, seed: rows + classes);
        DesignMatrix design = example.Design(sparse: false);
        var loss = new SoftmaxBlockLoss(design, example.Labels, classes, example.Weights);
        return (example, loss, new LossDerivatives(design, loss));
    }
}
