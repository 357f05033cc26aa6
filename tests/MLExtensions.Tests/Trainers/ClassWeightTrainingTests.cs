using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Class weights train the model that the example weights which they stand for train.</summary>
[TestClass]
public class ClassWeightTrainingTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly Example[] _examples =
        [.. MadeUpExamples.Draw(150, 4, seed: 1).Select((example, i) => example with { Weight = 0.5f + i % 3 })];

    [TestMethod]
    [EachTrainer]
    public void By_value(TrainerKind kind)
    {
        float[] factors = [1f, 4f, 0.25f];
        FittedLinear.AssertSameBits(
            Fit(kind, _examples.Select(example => example with { Weight = example.Weight * factors[example.Label] }), null),
            Fit(kind, _examples, ClassWeights.ByValue(new Dictionary<int, float> { [2] = 4f, [3] = 0.25f })));
    }

    [TestMethod]
    [EachTrainer]
    public void Balanced(TrainerKind kind)
    {
        double[] totals = [.. Enumerable.Range(0, 3).Select(k => _examples.Where(example => example.Label == k).Sum(example => (double)example.Weight))];
        double total = totals.Sum();
        FittedLinear.AssertSameBits(
            Fit(kind, _examples.Select(example => example with { Weight = (float)(example.Weight * (total / (3 * totals[example.Label]))) }), null),
            Fit(kind, _examples, ClassWeights.Balanced));
    }

    private FittedLinear Fit(TrainerKind kind, IEnumerable<Example> examples, ClassWeights? classWeights) =>
        FittedLinear.Of(_ml.Trainer(kind, options =>
        {
            options.Seed = 1;
            options.ExampleWeightColumnName = "Weight";
            options.ClassWeights = classWeights;
        }).Fit(_ml.View(examples)));
}
