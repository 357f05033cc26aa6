using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Views;

namespace MLExtensions.Tests.Tuning;

/// <summary>A sweep scores the models that <see cref="SweepResult.Refit"/> makes, also where many λ are trained at once.</summary>
[TestClass]
public class StackedTrialsTests
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(1e-6f, 1e6f, count: 9);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Trials_trained_together_score_as_each_alone_and_the_simplest_has_learnt(bool isMargin)
    {
        // Far more features than rows, five of which tell the classes apart.
        var ml = new MLContext(seed: 1);
        var random = new Random(1);
        IDataView train = Make(random, 100), test = Make(random, 1000);
        SweepResult together = Sweep(ml, train, isMargin, trainTogether: true), alone = Sweep(ml, train, isMargin, trainTogether: false);
        foreach (float lambda in _lambda.Grid)
            CollectionAssert.AreEqual(
                At(alone, lambda).Validation.Folds.ToArray(), At(together, lambda).Validation.Folds.ToArray(), $"λ = {lambda}");
        Assert.IsGreaterThan(0.9, together.Best.Validation.Mean);
        foreach (SweepTrial trial in (SweepTrial[])[together.Best, together.Simplest])
            Assert.AreEqual(
                trial.Validation.Mean, ml.MulticlassClassification.Evaluate(together.Refit(trial).Transform(test)).MicroAccuracy, 0.07, trial.ToString());
    }

    private static SweepResult Sweep(MLContext ml, IDataView data, bool isMargin, bool trainTogether) => ml.MulticlassClassification.Sweep(
        data,
        SweepPipeline.Create((ml, values) => isMargin
            ? ml.MulticlassClassification.Trainers.MulticlassSvm(l2Regularization: values.Get(_lambda))
            : ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(_lambda))),
        SweepSearch.Grid(_lambda), new MulticlassSweepOptions { Seed = 1, TrainTogether = trainTogether });

    private static SweepTrial At(SweepResult result, float lambda) => result.Trials.First(trial => trial.Values.Get(_lambda) == lambda);

    private static MemoryView Make(Random random, int rows)
    {
        const int Features = 400;
        uint[] classes = [.. Enumerable.Range(0, rows).Select(_ => (uint)random.Next(2))];
        float[][] features = Array.ConvertAll(classes, label => (float[])[.. Enumerable.Range(0, Features).Select(
            j => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5 + (j < 5 ? 0.8 * (2.0 * label - 1) : 0)))]);
        return new MemoryView(rows)
            .AddVectors("Features", NumberDataViewType.Single, Features, row => features[row])
            .Add("Label", new KeyDataViewType(typeof(uint), 2), row => classes[row] + 1);
    }
}
