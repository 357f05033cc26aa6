using CsCheck;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Tests.Optimization.Losses;

[TestClass]
public class LossGradientTests
{
    private const int Classes = 5;
    private const double Epsilon = 1e-5;

    // Class 0 has no example in any batch.
    private static readonly Gen<(double[] Scores, int[] Labels, double[] Weights)> _batches =
        from examples in Gen.Int[1, 8]
        from scores in Gen.Double[-4, 4].Array[examples * Classes]
        from labels in Gen.Int[1, Classes - 1].Array[examples]
        from weights in Gen.Double[0.1, 3].Array[examples]
        select (scores, labels, weights);

    [TestMethod]
    public void Softmax_gradient_is_that_of_central_differences() =>
        _batches.Sample(batch => Check(new SoftmaxLoss<double>(), batch));

    [TestMethod]
    [DataRow(0.5)]
    [DataRow(1.0)]
    [DataRow(10.0)]
    public void Hinge_gradient_is_that_of_central_differences_away_from_kinks(double margin) =>
        _batches.Where(batch => DistanceToKink(batch, margin) > 2 * Epsilon)
            .Sample(batch => Check(new MulticlassHingeLoss<double>(margin), batch));

    [TestMethod]
    [DataRow(0.5, 0.05)]
    [DataRow(1.0, 1.0)]
    [DataRow(10.0, 0.1)]
    public void Smoothed_hinge_gradient_is_that_of_central_differences(double margin, double smoothing) =>
        _batches.Where(batch => DistanceToKink(batch, margin) > 2 * Epsilon && DistanceToKink(batch, margin - smoothing) > 2 * Epsilon)
            .Sample(batch => Check(new MulticlassHingeLoss<double>(margin, smoothing), batch));

    [TestMethod]
    public void Squared_gradient_is_that_of_central_differences() =>
        (from examples in Gen.Int[1, 8]
         from scores in Gen.Double[-4, 4].Array[examples]
         from targets in Gen.Float[-4, 4].Array[examples]
         from weights in Gen.Double[0.1, 3].Array[examples]
         where scores.Zip(targets, (s, y) => Math.Abs(s - y)).Min() > 0.01
         select (scores, targets, weights)).Sample(batch => Check(new SquaredLoss<double>(), batch));

    [TestMethod]
    public void Softmax_second_derivatives_are_differences_of_the_gradient() =>
        _batches.Sample(batch => CheckHessian(new SoftmaxLoss<double>(), Classes, batch));

    [TestMethod]
    public void Squared_second_derivatives_are_differences_of_the_gradient() =>
        _batches.Sample(batch => CheckHessian(
            new SquaredLoss<double>(),
            1,
            (batch.Scores[..batch.Labels.Length], Array.ConvertAll(batch.Labels, y => y - 0.3f), batch.Weights)));

    [TestMethod]
    public void Second_derivatives_of_large_and_infinite_scores_are_finite()
    {
        double[] roots = [2000, double.NegativeInfinity, 1999];
        double[] diagonal = new double[3];
        new SoftmaxLoss<double>().Hessian(roots, [2], diagonal);
        double p = 1 / (1 + Math.Exp(-1));
        CollectionAssert.AreEqual(new double[] { p, 0, 1 - p }, Array.ConvertAll(roots, u => u / Math.Sqrt(2)), new Nearly());
        CollectionAssert.AreEqual(new double[] { 2 * p * (1 - p), 0, 2 * p * (1 - p) }, diagonal, new Nearly());
    }

    private static void CheckHessian<TTarget>(ISmoothLoss<double, TTarget> loss, int outputs, (double[] Scores, TTarget[] Labels, double[] Weights) batch)
    {
        double[] roots = (double[])batch.Scores.Clone();
        double[] diagonal = new double[roots.Length];
        loss.Hessian(roots, batch.Weights, diagonal);
        for (int place = 0; place < roots.Length; place++)
        {
            double[] above = Gradient(place, Epsilon);
            double[] below = Gradient(place, -Epsilon);
            for (int other = 0; other < roots.Length; other++)
            {
                double expected = (above[other] - below[other]) / (2 * Epsilon);
                double actual = other == place ? diagonal[place] : other / outputs == place / outputs ? -roots[place] * roots[other] : 0;
                Assert.AreEqual(expected, actual, 1e-7);
            }
        }

        double[] Gradient(int place, double by)
        {
            double[] scores = (double[])batch.Scores.Clone();
            scores[place] += by;
            loss.Evaluate(scores, batch.Labels, batch.Weights);
            return scores;
        }
    }

    private sealed class Nearly : System.Collections.IComparer
    {
        public int Compare(object? x, object? y) => Math.Abs((double)x! - (double)y!) < 1e-14 ? 0 : 1;
    }

    private static bool Check<TTarget>(ILoss<double, TTarget> loss, (double[] Scores, TTarget[] Labels, double[] Weights) batch)
    {
        return GradientCheck.Run(Evaluate, batch.Scores, Epsilon).RelativeError < 1e-6;

        double Evaluate(ReadOnlySpan<double> scores, Span<double> gradient)
        {
            scores.CopyTo(gradient);
            return loss.Evaluate(gradient, batch.Labels, batch.Weights);
        }
    }

    private static double DistanceToKink((double[] Scores, int[] Labels, double[] Weights) batch, double margin) =>
        (from i in Enumerable.Range(0, batch.Labels.Length)
         from j in Enumerable.Range(0, Classes)
         where j != batch.Labels[i]
         select Math.Abs(batch.Scores[i * Classes + j] - batch.Scores[i * Classes + batch.Labels[i]] + margin)).Min();
}
