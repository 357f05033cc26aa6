using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Tests.Optimization.Problem;

[TestClass]
public class PenaltyTests
{
    private const double Lambda = 0.3;

    private static readonly double[][] _weights = [[1, -2, 0.5], [0, 3, -1]];
    private static readonly ColumnScaling _scaling = Scaling();
    private static readonly Penalty _penalty = new(Lambda, _scaling);

    [TestMethod]
    public void It_is_that_of_the_weights_in_the_users_units()
    {
        double expected = Lambda * _weights.Sum(row => row.Sum(w => w * w));
        double[][] conditioned = _scaling.Condition(_weights);
        Assert.AreEqual(expected, _penalty.Value(conditioned), 1e-12 * expected);
        float[] flat = [.. conditioned.SelectMany(row => row).Select(w => (float)w)];
        Assert.AreEqual(expected, _penalty.Value(flat), 1e-6 * expected);
        Assert.AreEqual(expected / 7, new Penalty(Lambda, _scaling, unit: 7).Value(conditioned), 1e-12 * expected);
    }

    [TestMethod]
    public void Its_slopes_are_those_of_its_value()
    {
        const double Step = 1e-4;
        float[] slopes = _penalty.Slopes(outputs: 2);
        CollectionAssert.AreEqual(new float[2], slopes[6..], "Biases are not penalized.");
        for (int f = 0; f < 3; f++)
        {
            double[] at = [0, 0, 0], beside = [0, 0, 0];
            (at[f], beside[f]) = (1 - Step, 1 + Step);
            double slope = (_penalty.Value([beside]) - _penalty.Value([at])) / (2 * Step);
            Assert.AreEqual(slope, _penalty.Curvature(f), 1e-6 * slope);
            Assert.AreEqual(slope, slopes[3 + f], 1e-6 * slope);
        }
    }

    [TestMethod]
    public void A_slope_leaves_to_gain_what_the_penalty_takes_back_at_the_best_step()
    {
        for (int f = 0; f < 3; f++)
        {
            double step = -2 / _penalty.Curvature(f);
            double[] change = [0, 0, 0];
            change[f] = step;
            Assert.AreEqual(-(2 * step + _penalty.Value([change])), _penalty.MostToGain(f, slope: 2), 1e-9);
        }

        Assert.AreEqual(0, new Penalty(0, _scaling).MostToGain(0, slope: 0));
        Assert.AreEqual(double.PositiveInfinity, new Penalty(0, _scaling).MostToGain(0, slope: 1));
    }

    private static ColumnScaling Scaling()
    {
        var builder = new DenseMatrix.Builder(3);
        foreach (float[] row in new[] { [1f, 100, -3], [2, -50, 0.5f], new[] { 4f, 20, 9 } })
            row.CopyTo(builder.AddRow());
        return ColumnScaling.Apply((DenseMatrix)builder.Build(), [1, 1, 1], penaltyOverCurvature: 0.1);
    }
}
