using System.Globalization;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Tests.Optimization.UpdateRules;

namespace MLExtensions.Tests.Optimization.Linear;

/// <summary>Losses, update rules, dense and sparse data: the parts know nothing of each other, so all of them fit.</summary>
[TestClass]
public class EveryCombinationTests(TestContext context)
{
    private const double Lambda = 0.3;
    private const int Epochs = 200;

    private static readonly Dictionary<string, ILoss<float, int>> _losses = new()
    {
        ["softmax"] = new SoftmaxLoss<float>(),
        ["hinge"] = new MulticlassHingeLoss<float>(1),
        ["smoothed hinge"] = new MulticlassHingeLoss<float>(1, 0.5f),
    };

    private static IEnumerable<object[]> Losses => from loss in _losses.Keys from sparse in new[] { false, true } select new object[] { loss, sparse };

    [TestMethod]
    [DynamicData(nameof(Losses))]
    public void Every_update_rule_comes_within_a_hundredth_of_the_minimum(string loss, bool sparse)
    {
        double minimum = Minimum(loss, sparse);
        context.WriteLine(Line($"{loss}, {(sparse ? "sparse" : "dense")}: minimum {minimum:F6}"));
        foreach (ListedRule rule in ListedRule.Minimizing)
        {
            LinearObjective<int> objective = Create(loss, sparse);
            float[] parameters = new float[objective.Dimension];
            var descent = new GradientDescent<float>(rule.Rule, StepSchedule.Cosine())
            {
                LearningRate = rule.LearningRate!.Value,
                Epochs = Epochs,
                BatchSize = 16,
            };
            Assert.AreEqual(DescentEnd.Exhausted, descent.Minimize(objective, parameters).End);
            double reached = objective.Evaluate(parameters, new float[parameters.Length]);
            context.WriteLine(Line($"    {rule.Name,-14} {reached:F6}  {reached / minimum - 1,8:P3}"));
            Assert.IsInRange(minimum * (1 - 1e-3), minimum * 1.01, reached, rule.Name);
        }
    }

    /// <summary>Found by quasi-Newton steps, which share no code with the rules.</summary>
    private static double Minimum(string loss, bool sparse)
    {
        LinearProblem<int> problem = Problem(loss, sparse);
        var random = new RandomProblem(300, seed: 6);
        LinearModel model = new LinearDescent(new DescentSettings { Tolerance = 1e-8 }).Minimize(problem).Model;
        ILoss<double, int> precise = loss switch
        {
            "softmax" => new SoftmaxLoss<double>(),
            "hinge" => new MulticlassHingeLoss<double>(1),
            _ => new MulticlassHingeLoss<double>(1, 0.5),
        };
        return random.Objective(precise, Lambda, model) / problem.TotalWeight;
    }

    private static LinearObjective<int> Create(string loss, bool sparse)
    {
        LinearProblem<int> problem = Problem(loss, sparse);
        return LinearObjective<int>.Create(problem, ColumnScaling.Apply(problem.Features, problem.Weights, penaltyOverCurvature: 0.01));
    }

    private static LinearProblem<int> Problem(string loss, bool sparse)
    {
        var random = new RandomProblem(300, seed: 6);
        return sparse ? random.Sparse(_losses[loss], Lambda) : random.Dense(_losses[loss], Lambda);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
