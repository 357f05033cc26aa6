using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Newton;

/// <summary>Looks at a block loss from outside: all blocks at once, and its derivatives by differences.</summary>
internal sealed class LossDerivatives(DesignMatrix design, BlockLoss loss)
{
    private const double Step = 1e-6;

    private int Outputs => loss.Outputs;

    /// <summary>Where an example's score is.</summary>
    public int Place(int row, int output) =>
        design.Offset(row / design.BlockLength, Outputs) + output * design.BlockLength + row % design.BlockLength;

    public double Evaluate(double[] scores, double[] slopes)
    {
        double total = 0;
        int length = design.BlockLength * Outputs;
        for (int block = 0; block < design.Blocks; block++)
            total += loss.Evaluate(block, scores.AsSpan(block * length, length), slopes.AsSpan(block * length, length));
        return total;
    }

    /// <summary>An example's scores.</summary>
    public double[] Of(double[] numbers, int row) => [.. Enumerable.Range(0, Outputs).Select(k => numbers[Place(row, k)])];

    public double[] MultiplyHessian(double[] direction)
    {
        var result = new double[direction.Length];
        int length = design.BlockLength * Outputs;
        for (int block = 0; block < design.Blocks; block++)
            loss.MultiplyHessian(block, direction.AsSpan(block * length, length), result.AsSpan(block * length, length));
        return result;
    }

    public double[] Curvatures()
    {
        var curvatures = new double[design.Length(Outputs)];
        int length = design.BlockLength * Outputs;
        for (int block = 0; block < design.Blocks; block++)
            loss.Curvatures(block, curvatures.AsSpan(block * length, length));
        return curvatures;
    }

    /// <summary>The slopes are those of the values, and the products with the Hessian those of the slopes.</summary>
    public void AssertDerivatives(double[] scores, double tolerance)
    {
        var slopes = new double[scores.Length];
        var before = new double[scores.Length];
        var after = new double[scores.Length];
        double[] direction = NewtonExample.Normals(scores.Length, seed: 77);
        double risen = Evaluate(Shifted(scores, direction, Step), after);
        double fallen = Evaluate(Shifted(scores, direction, -Step), before);
        double value = Evaluate(scores, slopes);
        double slope = slopes.Zip(direction, (s, d) => s * d).Sum();
        Assert.AreEqual(slope, (risen - fallen) / (2 * Step), tolerance * (1 + Math.Abs(value)));
        double[] product = MultiplyHessian(direction);
        for (int i = 0; i < scores.Length; i++)
            Assert.AreEqual(product[i], (after[i] - before[i]) / (2 * Step), tolerance * loss.LargestCurvature * 10);
    }

    /// <summary>The single second derivatives are those that products with the Hessian have.</summary>
    public void AssertCurvatures(double tolerance)
    {
        double[] curvatures = Curvatures();
        var pair = new double[design.BlockLength];
        for (int k = 0; k < Outputs; k++)
        {
            var unit = new double[curvatures.Length];
            for (int i = 0; i < design.Length(1); i++)
                unit[Place(i, k)] = 1;
            double[] column = MultiplyHessian(unit);
            for (int l = 0; l < Outputs; l++)
            {
                for (int block = 0; block < design.Blocks; block++)
                {
                    if (l != k)
                        loss.PairCurvatures(block, k, l, pair);
                    for (int i = 0; i < design.BlockLength; i++)
                    {
                        int place = Place(block * design.BlockLength + i, l);
                        Assert.AreEqual(l == k ? curvatures[place] : -pair[i], column[place], tolerance);
                    }
                }
            }
        }
    }

    /// <summary>What blocks are filled up with has neither value nor slope nor curvature, whatever its scores.</summary>
    public void AssertPaddingCountsForNothing(double[] scores)
    {
        var slopes = new double[scores.Length];
        double value = Evaluate(scores, slopes);
        double[] others = [.. scores];
        for (int i = design.Rows; i < design.Length(1); i++)
            for (int k = 0; k < Outputs; k++)
                others[Place(i, k)] = 100 * k - 50;
        Assert.AreEqual(value, Evaluate(others, slopes));
        double[] products = MultiplyHessian(NewtonExample.Normals(scores.Length, seed: 6));
        double[] curvatures = Curvatures();
        for (int i = design.Rows; i < design.Length(1); i++)
            for (int k = 0; k < Outputs; k++)
                Assert.IsTrue(slopes[Place(i, k)] == 0 && products[Place(i, k)] == 0 && curvatures[Place(i, k)] == 0);
    }

    /// <summary>The second derivatives of some examples are those that they have among all.</summary>
    public void AssertSelection(int[] rows, double[] scores)
    {
        Evaluate(scores, new double[scores.Length]);
        double[] direction = NewtonExample.Normals(scores.Length, seed: 4);
        double[] products = MultiplyHessian(direction);
        double[] curvatures = Curvatures();
        DesignMatrix selected = design.Select(rows, Workers.One);
        var some = new LossDerivatives(selected, loss.Select(selected, rows));
        var directionOfSome = new double[selected.Length(Outputs)];
        for (int i = 0; i < rows.Length; i++)
            for (int k = 0; k < Outputs; k++)
                directionOfSome[some.Place(i, k)] = direction[Place(rows[i], k)];
        double[] productsOfSome = some.MultiplyHessian(directionOfSome);
        double[] curvaturesOfSome = some.Curvatures();
        for (int i = 0; i < rows.Length; i++)
        {
            CollectionAssert.AreEqual(Of(products, rows[i]), some.Of(productsOfSome, i));
            CollectionAssert.AreEqual(Of(curvatures, rows[i]), some.Of(curvaturesOfSome, i));
        }

        some.AssertCurvatures(1e-12);
    }

    private static double[] Shifted(double[] scores, double[] direction, double step) => [.. scores.Zip(direction, (s, d) => s + step * d)];
}
