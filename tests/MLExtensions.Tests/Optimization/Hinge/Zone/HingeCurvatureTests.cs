using MLExtensions.Matrices;
using MLExtensions.Optimization.Hinge.Zone;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Optimization.Hinge.Zone;

[TestClass]
public class HingeCurvatureTests
{
    private const int Columns = 90;
    private const int Classes = 3;

    /// <summary>What is added to the diagonal, as a share of its mean.</summary>
    private const double Ridge = 0.1;

    [TestMethod]
    [DataRow(1, Classes)]
    [DataRow(3, Classes)]
    [DataRow(3, 1)]
    public void Solving_undoes_the_blocks(int threads, int blocks)
    {
        var problem = new HingeProblem(400, Columns, Classes, seed: 1);
        var features = (DenseMatrix)problem.Problem.Features;
        ZoneRows zone = Zone(most: 1_000, blocks);
        float[] penaltySlopes = [.. Enumerable.Repeat(0.2f, Columns * Classes), .. new float[Classes]];
        using var workers = new Workers(threads);
        var curvature = new HingeCurvature(features, Classes, blocks, workers);
        curvature.Set(zone, penaltySlopes);
        float[] v = problem.RandomParameters(4, 1);
        float[] solution = [.. v];

        curvature.Solve(solution);

        for (int k = 0; k < Classes; k++)
        {
            double[] product = Multiply(features, zone.Rows(k % blocks), zone.Weights(k % blocks), solution.AsSpan(k * Columns, Columns), solution[Classes * Columns + k]);
            for (int f = 0; f < Columns; f++)
                Assert.AreEqual(v[k * Columns + f], product[f] + 0.2 * solution[k * Columns + f], 0.01);
            Assert.AreEqual(v[Classes * Columns + k], product[Columns], 0.01);
        }
    }

    [TestMethod]
    public void Of_many_rows_some_stand_for_all()
    {
        ZoneRows all = Zone(most: 1_000);
        ZoneRows some = Zone(most: 50);
        for (int k = 0; k < Classes; k++)
        {
            Assert.AreEqual(50, some.Rows(k).Length);
            CollectionAssert.AreEqual(some.Rows(k).ToArray().Distinct().Order().ToArray(), some.Rows(k).ToArray());
            Assert.AreEqual(all.Weights(k).ToArray().Sum(), some.Weights(k).ToArray().Sum(), 1e-3f);
        }
    }

    [TestMethod]
    public void Without_rows_it_is_the_penalty()
    {
        var problem = new HingeProblem(10, Columns, Classes, seed: 1);
        var zone = new ZoneRows(Classes, Classes, 5);
        zone.Clear();
        var curvature = new HingeCurvature((DenseMatrix)problem.Problem.Features, Classes, Classes, Workers.One);
        curvature.Set(zone, [.. Enumerable.Repeat(0.5f, Columns * Classes), .. new float[Classes]]);
        float[] v = [.. Enumerable.Repeat(1f, Columns * Classes), .. new float[Classes]];
        curvature.Solve(v);
        for (int i = 0; i < Columns * Classes; i++)
            Assert.AreEqual(2, v[i], 1e-5f);
    }

    private static ZoneRows Zone(int most, int blocks = Classes)
    {
        var zone = new ZoneRows(Classes, blocks, most);
        zone.Clear();
        for (int i = 0; i < 400; i++)
            zone.Count(i % Classes);
        zone.BeginTaking();
        for (int i = 0; i < 400; i++)
            zone.Take(i % Classes, i, 0.01f);
        return zone;
    }

    /// <summary>(Σ c x̃ x̃ᵀ + ridge) v, x̃ with a 1 behind it.</summary>
    private static double[] Multiply(DenseMatrix features, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> w, double bias)
    {
        var product = new double[Columns + 1];
        var means = new double[Columns];
        double total = 0;
        double squares = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<float> x = features.Row(rows[i]);
            double score = bias;
            for (int f = 0; f < Columns; f++)
                score += (double)w[f] * x[f];
            for (int f = 0; f < Columns; f++)
            {
                product[f] += weights[i] * score * x[f];
                means[f] += (double)weights[i] * x[f];
                squares += (double)weights[i] * x[f] * x[f];
            }

            product[Columns] += weights[i] * score;
            total += weights[i];
        }

        // The ridge is a share of the diagonal of what is left when the bias is eliminated.
        double ridge = Ridge * (squares - means.Sum(mean => mean * mean) / total) / Columns;
        for (int f = 0; f < Columns; f++)
            product[f] += ridge * w[f];
        return product;
    }
}
