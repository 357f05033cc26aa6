using System.Globalization;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Reference;
using MLExtensions.Tests.Optimization.UpdateRules;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Optimization.Linear;

/// <summary>Every loss and every update rule, dense and sparse, with their own defaults on real data.</summary>
[TestClass]
public class UpdateRuleReachTests(TestContext context)
{
    /// <summary>That of the trainers.</summary>
    private const double Tolerance = 3e-6;

    private static readonly string[] _small = ["iris", "wine", "glass", "vowel"];

    private static IEnumerable<object[]> Problems =>
        from optimum in ReferenceOptimum.All
        where _small.Contains(optimum.DataSet)
        from sparse in new[] { false, true }
        select new object[] { optimum, sparse };

    [TestMethod]
    [DynamicData(nameof(Problems))]
    public void Every_update_rule_comes_within_a_hundredth_of_the_optimum(ReferenceOptimum optimum, bool sparse)
    {
        ReferenceData data = ReferenceData.Load(optimum);
        context.WriteLine($"{optimum}, {(sparse ? "sparse" : "dense")}. Above the optimum, by default and by minibatches alone:");
        foreach (ListedRule rule in ListedRule.All)
        {
            var descent = new LinearDescent { UpdateRule = rule.Single, Tolerance = Tolerance };
            double reached = Reach(optimum, data, sparse, descent);
            double alone = Reach(optimum, data, sparse, descent with { UseQuasiNewton = false });
            context.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    {rule.Name,-16} {reached / optimum.Optimum - 1,10:P4} {alone / optimum.Optimum - 1,12:P2}"));
            Assert.IsInRange(optimum.Optimum * (1 - 1e-4), optimum.Optimum * 1.01, reached, rule.Name);
        }
    }

    private static double Reach(ReferenceOptimum optimum, ReferenceData data, bool sparse, LinearDescent descent)
    {
        float[] weights = [.. Enumerable.Repeat(1f, data.Rows)];
        return optimum.Objective switch
        {
            ReferenceObjective.Softmax => Classify(new SoftmaxLoss<float>()),
            ReferenceObjective.Svm => Classify(new MulticlassHingeLoss<float>(1)),

            // One regression for each class, of 1 against 0.
            _ => Enumerable.Range(0, data.Classes).Sum(k => descent.Minimize(new LinearProblem<float>(
                data.ToMatrix(sparse), Array.ConvertAll(data.Labels, label => label == k ? 1f : 0f), weights, 1, new SquaredLoss<float>(), optimum.Lambda)).Objective),
        };

        double Classify(ILoss<float, int> loss) => descent.Minimize(
            new LinearProblem<int>(data.ToMatrix(sparse), data.Labels, weights, data.Classes, loss, optimum.Lambda)).Objective;
    }
}
