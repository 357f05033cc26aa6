using System.Diagnostics;
using System.Globalization;
using MLExtensions.Data;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Duality;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Reference;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Optimization.Duality;

/// <summary>The bound of models as they are trained, beside the minima that were computed elsewhere.</summary>
[TestClass]
public class DualityGapReferenceTests(TestContext context)
{
    private const double Tolerance = 3e-6;

    private static readonly string[] _names = ["iris", "wine", "glass", "vowel", "vehicle", "segment", "letter"];

    private static IEnumerable<object[]> Problems =>
        from optimum in ReferenceOptimum.All
        where optimum.Objective == ReferenceObjective.Softmax && _names.Contains(optimum.DataSet)
        select new object[] { optimum };

    [TestMethod]
    [DynamicData(nameof(Problems))]
    public void A_trained_model_is_certified_to_be_within_a_hundredth(ReferenceOptimum optimum)
    {
        if (!ReferenceData.IsAvailable(optimum))
            Assert.Inconclusive("This needs the folder ../shared/data beside the repository.");

        ReferenceData data = ReferenceData.Load(optimum);
        float[] weights = [.. Enumerable.Repeat(1f, data.Rows)];
        var problem = new LinearProblem<int>(
            Features(data), data.Labels, weights, data.Classes, new SoftmaxLoss<float>(), optimum.Lambda);
        var watch = Stopwatch.StartNew();
        LinearModel model = new LinearDescent { Tolerance = Tolerance }.Minimize(problem).Model;
        double training = watch.Elapsed.TotalSeconds;

        // Trained on features that were rescaled, and scaled anew here, as they would be by the same rule.
        problem = problem with { Features = Features(data) };
        ColumnScaling scaling = ColumnScaling.Apply(
            problem.Features, weights, 2 * optimum.Lambda / (problem.Loss.Curvature(data.Classes) * data.Rows));
        watch.Restart();
        double bound = DualityGap.Of(problem, scaling, new SoftmaxLoss<double>(), model, start: null, default).Gap;
        double certifying = watch.Elapsed.TotalSeconds;

        double[][] w = Array.ConvertAll(model.Weights, row => Array.ConvertAll(row, value => (double)value));
        double excess = ObjectiveValue.Of(optimum, data, w, Array.ConvertAll(model.Biases, b => (double)b)) - optimum.Optimum;
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"{optimum}: above the minimum {excess / optimum.Optimum:P4}, bound {bound / optimum.Optimum:P4}; training {training:F2} s, bound {certifying:F2} s");
        context.WriteLine(row);
        Assert.IsInRange(excess - 1e-6 * optimum.Optimum, 0.01 * optimum.Optimum, bound, row);
    }

    private static FeatureMatrix Features(ReferenceData data)
    {
        var builder = new FeatureMatrixBuilder(data.Columns);
        foreach (VBuffer<float> row in data.Features)
            builder.Add(row);
        return builder.Build();
    }
}
