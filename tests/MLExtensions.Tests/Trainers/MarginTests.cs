using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>The margin is a unit: with m, and λ / m, everything is m times as large.</summary>
[TestClass]
public class MarginTests
{
    private const float L2 = 0.5f;

    private static readonly Example[] _examples = MadeUpExamples.Draw(120, 6, seed: 5);

    [TestMethod]
    [DataRow(-126)]
    [DataRow(-100)]
    [DataRow(-30)]
    [DataRow(60)]
    [DataRow(125)]
    public void Margins_of_any_size_have_the_same_model_in_another_unit(int exponent)
    {
        // A power of two, and λ such that λ m is the same: the same bits, multiplied, but for those of subnormal weights.
        FittedLinear expected = Fit(margin: 1, MathF.ScaleB(L2, -20));
        FittedLinear actual = Fit(MathF.ScaleB(1, exponent), MathF.ScaleB(L2, -20 - exponent));
        for (int k = 0; k < expected.Biases.Length; k++)
        {
            Assert.AreEqual(expected.Biases[k], MathF.ScaleB(actual.Biases[k], -exponent), MathF.ScaleB(1, -149 - exponent), $"bias {k}");
            for (int f = 0; f < expected.Weights[k].Length; f++)
                Assert.AreEqual(expected.Weights[k][f], MathF.ScaleB(actual.Weights[k][f], -exponent), MathF.ScaleB(1, -149 - exponent), $"weight {k}, {f}");
        }
    }

    [TestMethod]
    public void Weights_beyond_single_precision_are_refused()
    {
        Example[] tiny = [.. _examples.Select(example => example with
        {
            Features = MadeUpExamples.Vector([.. example.Features.DenseValues().Select(x => 1e-3f * x)]),
        })];
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit(3e38f, 0, tiny));
        StringAssert.Contains(error.Message, "beyond single precision");
    }

    [TestMethod]
    public void Progress_is_in_the_user_s_units()
    {
        var progress = new RecordingProgress<TrainingProgress>();
        FittedLinear model = Fit(margin: 1e-3f, L2, configure: options => options.Progress = progress);
        double expected = model.Objective(TrainerKind.MulticlassSvm, _examples, L2, margin: 1e-3f);
        Assert.AreEqual(expected, progress.Reports[^1].Objective, 0.01 * expected);
    }

    private static FittedLinear Fit(
        float margin, float l2, Example[]? examples = null, Action<MulticlassSvmTrainer.Options>? configure = null)
    {
        var ml = new MLContext(seed: 1);
        return FittedLinear.Of(ml.Trainer(TrainerKind.MulticlassSvm, options =>
        {
            options.L2Regularization = l2;
            var svm = (MulticlassSvmTrainer.Options)options;
            svm.Margin = margin;
            configure?.Invoke(svm);
        }).Fit(ml.View(examples ?? _examples)));
    }
}
