using CsCheck;
using MLExtensions.Optimization.Functions;
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
