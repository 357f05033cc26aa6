using System.Globalization;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Reference;
using MLExtensions.Tests.Optimization.UpdateRules;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Optimization.Linear;

/// <summary>Every loss and every update rule, dense and sparse, with their own defaults on real data.</summary>
[TestClass]
public class UpdateRuleReachTests(TestContext context)
{
    private const double LeastLambda = 0.01;

    private static readonly string[] _small = ["iris", "wine", "glass", "vowel", "vehicle"];

    private static IEnumerable<object[]> Problems =>
        from optimum in ReferenceOptimum.All
        where _small.Contains(optimum.DataSet) && optimum.Lambda >= LeastLambda
        from sparse in new[] { false, true }
        select new object[] { optimum, sparse };

    [TestMethod]
    [DynamicData(nameof(Problems))]
    public void Every_update_rule_comes_within_a_hundredth_of_the_optimum(ReferenceOptimum optimum, bool sparse)
    {
        ReferenceData data = ReferenceData.Load(optimum);
        context.WriteLine($"{optimum}, {(sparse ? "sparse" : "dense")}. Above the optimum:");
        foreach (ListedRule rule in ListedRule.All)
        {
            var descent = new LinearDescent(new DescentSettings { UpdateRule = rule.Rule });
            double reached = Reach(optimum, data, sparse, descent);
            context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {rule.Name,-16} {reached / optimum.Optimum - 1,10:P4}"));
            Assert.IsInRange(optimum.Optimum * (1 - 1e-4), optimum.Optimum * 1.01, reached, rule.Name);
        }
    }

    /// <summary>Of penalties that leave the problem well conditioned, minibatches alone make an end.</summary>
    [TestMethod]
    [DataRow("iris")]
    [DataRow("glass")]
    public void Minibatches_alone_come_within_a_hundredth_where_the_penalty_is_not_tiny(string dataSet)
    {
        foreach (ReferenceOptimum optimum in ReferenceOptimum.All.Where(optimum => optimum.DataSet == dataSet && optimum.Lambda == 1))
        {
            ReferenceData data = ReferenceData.Load(optimum);
            context.WriteLine($"{optimum}. Above the optimum by minibatches alone:");
            foreach (ListedRule rule in ListedRule.Minimizing)
            {
                double reached = Reach(optimum, data, sparse: false, new LinearDescent(new DescentSettings { UpdateRule = rule.Rule, UseQuasiNewton = false }));
                context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {rule.Name,-16} {reached / optimum.Optimum - 1,10:P4}"));
                Assert.IsInRange(optimum.Optimum * (1 - 1e-4), optimum.Optimum * 1.01, reached, rule.Name);
            }
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
