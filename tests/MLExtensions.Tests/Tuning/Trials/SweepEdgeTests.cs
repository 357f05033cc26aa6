using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Tests.Support;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning.Trials;

/// <summary>An edge is told where one can go beyond it, and nowhere else.</summary>
[TestClass]
public class SweepEdgeTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void There_are_no_fewer_neighbors_than_1_but_more_than_5()
    {
        SweepParameter<int> neighbors = SweepParameter.Linear("k", 1, 5, 3, Simpler.Larger);
        SweepPipeline pipeline = SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: values.Get(neighbors)));
        Assert.IsFalse(HasBeyond(pipeline, neighbors, 1, isUpper: false));
        Assert.IsTrue(HasBeyond(pipeline, neighbors, 3, isUpper: false));
        Assert.IsTrue(HasBeyond(pipeline, neighbors, 5, isUpper: true));
    }

    [TestMethod]
    public void There_is_no_degree_below_1()
    {
        SweepParameter<int> degree = SweepParameter.Degree(1, 2);
        SweepPipeline pipeline = SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(degree)));
        Assert.IsFalse(HasBeyond(pipeline, degree, 1, isUpper: false));
        Assert.IsTrue(HasBeyond(pipeline, degree, 2, isUpper: true));
    }

    [TestMethod]
    public void There_is_always_a_smaller_penalty_of_a_logarithmic_axis_but_none_below_0()
    {
        Assert.IsTrue(HasBeyond(SweepExamples.Ridge(), SweepExamples.Lambda, 0.01f, isUpper: false));
        SweepParameter<float> linear = SweepParameter.Linear("l2Regularization", 0f, 1f, 3, Simpler.Larger);
        Assert.IsFalse(HasBeyond(SweepExamples.Ridge(), linear, 0f, isUpper: false));
        Assert.IsTrue(HasBeyond(SweepExamples.Ridge(), linear, 1f, isUpper: true));
        Assert.IsTrue(HasBeyond(SweepExamples.Ridge(), SweepParameter.Linear("l2Regularization", 0.1f, 1f, 2), 0.1f, isUpper: false));
    }

    [TestMethod]
    public void A_number_that_its_type_does_not_have_is_not_beyond()
    {
        SweepParameter<uint> count = SweepParameter.Linear("count", 0u, 4u, 3);
        Assert.IsNull(count.Next(0u, above: false));
        Assert.AreEqual(5u, count.Next(4u, above: true));
        Assert.IsNull(SweepParameter.Choices("kind", ["a", "b"]).Next("a", above: true));
    }

    [TestMethod]
    public void An_edge_that_the_pipeline_cannot_go_beyond_is_a_limit_and_not_to_be_widened()
    {
        SweepParameter<int> neighbors = SweepParameter.Linear("k", 1, 5, 3, Simpler.Larger);
        SweepResult result = _ml.Regression.Sweep(
            SweepExamples.Numbers(),
            SweepPipeline.Create((ml, values) => ml.Regression.Trainers.NearestNeighbors(neighbors: values.Get(neighbors))),
            SweepSearch.Grid(neighbors), new RegressionSweepOptions { Seed = 1 });
        Assert.AreEqual(5, result.Best.Values.Get(neighbors));
        Assert.IsTrue(result.Edges.Single() is { IsUpper: true, IsLimit: false });
        StringAssert.EndsWith($"{result.Edges[0]}", "k = 5 is the largest that was tried; try larger ones.");

        SweepResult fewest = _ml.Regression.Sweep(
            SweepExamples.Numbers(),
            SweepPipeline.Create((ml, values) => ml.Regression.Trainers.NearestNeighbors(neighbors: Math.Max(values.Get(neighbors) > 0 ? 6 - values.Get(neighbors) : -1, -1))),
            SweepSearch.Grid(neighbors), new RegressionSweepOptions { Seed = 1 });
        Assert.AreEqual(1, fewest.Best.Values.Get(neighbors));
        Assert.IsTrue(fewest.Edges.Single() is { IsUpper: false, IsLimit: true });
        StringAssert.EndsWith($"{fewest.Edges[0]}", "k = 1 is the least that there is.");
        StringAssert.Contains($"{fewest}", $"{fewest.Edges[0]}");
    }

    [TestMethod]
    public void A_limit_is_told_where_all_values_do_alike_and_another_edge_is_not()
    {
        SweepParameter<int> neighbors = SweepParameter.Linear("k", 1, 3, 2, Simpler.Larger);
        SweepResult neighbor = Sweep(neighbors, (ml, values) => ml.MulticlassClassification.Trainers.NearestNeighbors(neighbors: values.Get(neighbors)));
        Assert.IsTrue(neighbor.Edges.Single() is { IsUpper: false, IsLimit: true });

        SweepParameter<float> lambda = SweepParameter.L2Regularization(0.1f, 1f, 2);
        Assert.IsEmpty(Sweep(lambda, (ml, values) => SweepExamples.Softmax(ml, values.Get(lambda))).Edges);

        SweepResult Sweep(SweepParameter parameter, Func<MLContext, ParameterValues, IEstimator<ITransformer>> step)
        {
            SweepResult result = _ml.MulticlassClassification.Sweep(
                new MemoryView(60).Add("Label", new KeyDataViewType(typeof(uint), 2), row => (uint)(row % 2 + 1))
                    .AddVectors("Features", NumberDataViewType.Single, 2, row => MadeUpExamples.Vector(row % 2, row % 2)),
                SweepPipeline.Create(step), SweepSearch.Grid(parameter), new MulticlassSweepOptions { Seed = 1 });
            Assert.AreEqual(1, result.Trials.Select(trial => trial.Validation.Mean).Distinct().Count());
            return result;
        }
    }

    private bool HasBeyond(SweepPipeline pipeline, SweepParameter parameter, object value, bool isUpper)
    {
        SweepTrial trial = MadeUpTrials.Trial(1, ParameterValues.None.With(parameter, value), 0.5, 0.6);
        return new SweepEdge(parameter, value, isUpper).HasBeyond(pipeline, _ml, trial);
    }
}
