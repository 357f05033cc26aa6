using System.Numerics.Tensors;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Newton;
using MLExtensions.Optimization.Precise;
using MLExtensions.Tests.Optimization.Newton;

namespace MLExtensions.Tests.Optimization.Precise;

[TestClass]
public class PenaltyPathTests
{
    private static readonly NewtonExample _example = new(60, 5, 3, seed: 1);

    [TestMethod]
    public void It_begins_at_zero_and_goes_on_where_the_last_one_ended()
    {
        var path = new PenaltyPath();
        NewtonObjective objective = _example.Softmax(sparse: false, lambda: 1);
        Assert.IsFalse(path.HasBegun);
        Assert.IsFalse(path.Start(objective).AsSpan().ContainsAnyExcept(0));
        double[] minimum = Minimum(objective);
        path.Add(1, minimum);
        Assert.IsTrue(path.HasBegun);
        double[] start = path.Start(objective);
        CollectionAssert.AreEqual(minimum, start);

        // What the descent does to its parameters is not to change where the last one ended.
        Array.Clear(start);
        CollectionAssert.AreEqual(minimum, path.Start(objective));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void The_line_through_two_minima_leads_nearer_to_the_third_than_the_last_of_them(bool sparse)
    {
        var path = new PenaltyPath();
        foreach (double lambda in (double[])[1, 0.5])
            path.Add(lambda, Minimum(_example.Softmax(sparse, lambda)));
        NewtonObjective objective = _example.Softmax(sparse, lambda: 0.25);
        double least = objective.EvaluateAt(Minimum(objective), gradient: null);
        double last = objective.EvaluateAt(Minimum(_example.Softmax(sparse, 0.5)), gradient: null);
        double predicted = objective.EvaluateAt(path.Start(objective), gradient: null);
        Assert.IsLessThan(0.5 * (last - least), predicted - least);
    }

    [TestMethod]
    public void A_line_that_leads_uphill_is_not_followed()
    {
        var path = new PenaltyPath();
        double[] minimum = Minimum(_example.Softmax(sparse: false, lambda: 0.5));
        path.Add(1, NewtonExample.Normals(minimum.Length, seed: 3, size: 10));
        path.Add(0.5, minimum);
        CollectionAssert.AreEqual(minimum, path.Start(_example.Softmax(sparse: false, lambda: 0.25)));
    }

    [TestMethod]
    [DataRow(1.0, 1.0, 0.5)]
    [DataRow(1.0, 0.0, 0.0)]
    [DataRow(0.0, 1.0, 0.5)]
    [DataRow(1.0, 0.0, 0.5)]
    public void Where_there_is_no_ratio_it_goes_on_from_the_last(double first, double second, double third)
    {
        var path = new PenaltyPath();
        NewtonObjective objective = _example.Softmax(sparse: false, third);
        double[] last = NewtonExample.Normals(objective.Dimension, seed: 2);
        path.Add(first, new double[objective.Dimension]);
        path.Add(second, last);
        CollectionAssert.AreEqual(last, path.Start(objective));
    }

    private static double[] Minimum(NewtonObjective objective)
    {
        var parameters = new double[objective.Dimension];
        DescentEnd end = new NewtonDescent(objective) { IsProven = true }.Minimize(parameters, (value, _) => 1e-12 * value);
        Assert.AreEqual(DescentEnd.Converged, end);
        Assert.IsTrue(TensorPrimitives.IsFiniteAll<double>(parameters));
        return parameters;
    }
}
