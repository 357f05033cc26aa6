using MLExtensions.Optimization.Newton;

namespace MLExtensions.Tests.Optimization.Newton;

[TestClass]
public class WholeHessianTests
{
    [TestMethod]
    [DataRow(false, "softmax")]
    [DataRow(true, "softmax")]
    [DataRow(false, "hinge")]
    [DataRow(true, "hinge")]
    [DataRow(false, "squares")]
    public void Solving_undoes_the_Hessian(bool sparse, string loss)
    {
        foreach (double lambda in new[] { 1e-6, 1, 1e6 })
        {
            var example = new NewtonExample(200, 5, 4, seed: 3);
            NewtonObjective objective = loss switch
            {
                "softmax" => example.Softmax(sparse, lambda),
                "hinge" => example.Hinge(sparse, lambda, smoothing: 2, out _),
                _ => example.Squares(sparse, lambda),
            };
            objective.Active();
            double[] v = NewtonExample.Normals(objective.Dimension, seed: 2);
            if (objective.Outputs > 1)
                TakeOffCommon(objective, v);
            double[] solution = [.. v];
            new WholeHessian(objective, damping: 0).Solve(solution);
            var scores = new double[objective.Design.Length(objective.Outputs)];
            var product = new double[v.Length];
            objective.MultiplyHessian(solution, product);
            for (int i = 0; i < v.Length; i++)
                Assert.AreEqual(v[i], product[i], 1e-6);
        }
    }

    [TestMethod]
    public void A_step_of_it_ends_a_quadratic()
    {
        NewtonObjective objective = new NewtonExample(60, 5, 1, seed: 3).Squares(sparse: false, 0.7);
        var scores = new double[objective.Design.Length(1)];
        var slopes = new double[scores.Length];
        double[] parameters = NewtonExample.Normals(objective.Dimension, seed: 4);
        var gradient = new double[parameters.Length];
        Look();
        var whole = new WholeHessian(objective, damping: 0);
        whole.Solve(gradient);
        parameters = [.. parameters.Zip(gradient, (p, d) => p - d)];
        Look();
        Assert.IsTrue(gradient.All(g => Math.Abs(g) < 1e-11));

        void Look()
        {
            objective.Score(parameters, scores);
            objective.Evaluate(scores, slopes);
            objective.Gradient(parameters, slopes, gradient);
        }
    }

    [TestMethod]
    public void It_has_room_up_to_a_limit()
    {
        Assert.IsTrue(WholeHessian.Fits(new NewtonExample(10, 300, 3, seed: 1).Softmax(sparse: false, 1)));
        Assert.IsFalse(WholeHessian.Fits(new NewtonExample(10, 400, 3, seed: 1).Softmax(sparse: false, 1)));
    }

    private static void TakeOffCommon(NewtonObjective objective, double[] v)
    {
        int columns = objective.Design.Columns;
        int outputs = objective.Outputs;
        for (int f = 0; f <= columns; f++)
        {
            int[] places = [.. Enumerable.Range(0, outputs).Select(k => f < columns ? k * columns + f : outputs * columns + k)];
            double mean = places.Average(place => v[place]);
            foreach (int place in places)
                v[place] -= mean;
        }
    }
}
