using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;

namespace MLExtensions.Tests.Optimization.Newton;

[TestClass]
public class HessianBlocksTests
{
    private const double Lambda = 0.2;

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void Solving_undoes_the_blocks(bool sparse, bool isShared)
    {
        const int Classes = 3;
        NewtonObjective objective = new NewtonExample(150, 5, Classes, seed: 7).Softmax(sparse, Lambda);
        objective.Active();
        double[] curvatures = objective.Curvatures();
        double[] v = NewtonExample.Normals(objective.Dimension, seed: 2);
        double[] solution = [.. v];
        HessianBlocks.Of(objective, isShared).Solve(solution);

        DesignMatrix design = objective.Design;
        var product = new double[v.Length];
        for (int k = 0; k < Classes; k++)
        {
            for (int i = 0; i < design.Rows; i++)
            {
                int place = design.Offset(i / design.BlockLength, Classes) + i % design.BlockLength;
                double c = isShared
                    ? Enumerable.Range(0, Classes).Average(l => curvatures[place + l * design.BlockLength])
                    : curvatures[place + k * design.BlockLength];
                var x = new double[5];
                design.CopyRow(i, x);
                double score = solution[Classes * 5 + k] + x.Zip(solution.Skip(k * 5), (a, b) => a * b).Sum();
                for (int f = 0; f < 5; f++)
                    product[k * 5 + f] += c * score * x[f];
                product[Classes * 5 + k] += c * score;
            }

            for (int f = 0; f < 5; f++)
                product[k * 5 + f] += 2 * Lambda * solution[k * 5 + f];
        }

        for (int i = 0; i < v.Length; i++)
            Assert.AreEqual(v[i], product[i], 1e-7);
    }

    [TestMethod]
    public void Blocks_of_one_output_are_the_whole()
    {
        NewtonObjective objective = new NewtonExample(40, 5, 1, seed: 7).Squares(sparse: false, Lambda);
        double[] v = NewtonExample.Normals(objective.Dimension, seed: 2);
        double[] solution = [.. v];
        HessianBlocks.Of(objective, isShared: true).Solve(solution);
        var scores = new double[objective.Design.Length(1)];
        var product = new double[v.Length];
        objective.MultiplyHessian(solution, product);
        for (int i = 0; i < v.Length; i++)
            Assert.AreEqual(v[i], product[i], 1e-10);
    }

    [TestMethod]
    public void They_have_room_up_to_a_limit()
    {
        NewtonObjective objective = new NewtonExample(2, 5_000, 4, seed: 1).Softmax(sparse: false, 1);
        Assert.IsTrue(HessianBlocks.Fits(objective, isShared: true));
        Assert.IsFalse(HessianBlocks.Fits(objective, isShared: false));
    }
}
