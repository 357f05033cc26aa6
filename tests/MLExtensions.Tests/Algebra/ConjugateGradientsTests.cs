using MLExtensions.Algebra;
using MLExtensions.Optimization.Newton;
using MLExtensions.Tests.Optimization.Newton;
using MLExtensions.Tests.Trainers.Invariants;

namespace MLExtensions.Tests.Algebra;

[TestClass]
public class ConjugateGradientsTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void To_the_end_they_solve_what_a_factor_solves(bool sparse)
    {
        NewtonObjective objective = new NewtonExample(80, 6, 3, seed: 4).Softmax(sparse, 0.3);
        double[] gradient = NewtonExample.Normals(objective.Dimension, seed: 1);
        gradient[^1] = -gradient[^2] - gradient[^3];
        double[][] hessian = Hessian(objective);

        // What biases have in common, which no score depends on.
        for (int k = 1; k <= 3; k++)
            for (int l = 1; l <= 3; l++)
                hessian[^k][^l] += 1;
        double[] expected = new PositiveDefinite(hessian).Solve(gradient);
        var conjugate = new ConjugateGradients(objective.Dimension);
        foreach (double scale in new[] { 1.0, 3.0 })
        {
            conjugate.Solve(objective.MultiplyHessian, gradient, v => Array.ForEach(Enumerable.Range(0, v.Length).ToArray(), i => v[i] *= scale), share: 1e-18, most: 300);
            for (int i = 0; i < expected.Length; i++)
                Assert.AreEqual(-expected[i], conjugate.Direction[i], 1e-6 * expected.Max(Math.Abs));
            double slope = gradient.Zip(conjugate.Direction, (g, d) => g * d).Sum();
            Assert.AreEqual(-slope / 2, conjugate.Gain, 1e-9 * conjugate.Gain);
        }
    }

    [TestMethod]
    public void They_end_where_little_is_gained_and_at_the_most_steps()
    {
        NewtonObjective objective = new NewtonExample(80, 30, 3, seed: 4).Softmax(sparse: false, 1e-3);
        double[] gradient = NewtonExample.Normals(objective.Dimension, seed: 1);
        var conjugate = new ConjugateGradients(objective.Dimension);
        conjugate.Solve(objective.MultiplyHessian, gradient, _ => { }, share: 1e-30, most: 7);
        Assert.AreEqual(7, conjugate.Steps);
        double before = conjugate.Gain;
        conjugate.Solve(objective.MultiplyHessian, gradient, _ => { }, share: 0.5, most: 200);
        int loose = conjugate.Steps;
        conjugate.Solve(objective.MultiplyHessian, gradient, _ => { }, share: 0.1, most: 200);
        Assert.IsGreaterThanOrEqualTo(loose, conjugate.Steps);
        Assert.IsGreaterThan(0, before);
    }

    [TestMethod]
    public void Without_a_gradient_there_is_no_step()
    {
        NewtonObjective objective = new NewtonExample(20, 3, 2, seed: 4).Softmax(sparse: false, 1);
        var conjugate = new ConjugateGradients(objective.Dimension);
        conjugate.Solve(objective.MultiplyHessian, new double[objective.Dimension], _ => { }, share: 0.1, most: 10);
        Assert.AreEqual(0, conjugate.Steps);
        Assert.IsTrue(conjugate.Direction.All(d => d == 0));
    }

    /// <summary>By products with unit vectors.</summary>
    private static double[][] Hessian(NewtonObjective objective)
    {
        var scores = new double[objective.Design.Length(objective.Outputs)];
        return [.. Enumerable.Range(0, objective.Dimension).Select(v =>
        {
            var unit = new double[objective.Dimension];
            unit[v] = 1;
            var column = new double[unit.Length];
            objective.MultiplyHessian(unit, column);
            return column;
        })];
    }
}
