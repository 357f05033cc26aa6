using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Reference;

namespace MLExtensions.Tests.Support;

/// <summary>The weights, a row for each class, and biases of a fitted linear classifier.</summary>
internal sealed record FittedLinear(float[][] Weights, float[] Biases)
{
    public static FittedLinear Of(ITransformer transformer)
    {
        object last = transformer is IEnumerable<ITransformer> chain ? chain.Last() : transformer;
        var model = (LinearMulticlassModelParametersBase)((ISingleFeaturePredictionTransformer<object>)last).Model;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out _);
        return new FittedLinear(Array.ConvertAll(weights, row => row.DenseValues().ToArray()), [.. model.GetBiases()]);
    }

    /// <summary>λ‖W‖² + Σᵢ wᵢ · ℓ(W xᵢ + b, yᵢ), straight from the definition, in double precision.</summary>
    public double Objective(TrainerKind kind, IEnumerable<Example> examples, double l2Regularization, double margin = 1)
    {
        double penalty = l2Regularization * Weights.Sum(row => row.Sum(w => (double)w * w));
        return penalty + examples.Sum(example =>
        {
            double[] s = Scores(example.Features);
            int y = (int)example.Label;
            return example.Weight * (kind == TrainerKind.SoftmaxRegression ? ObjectiveValue.Softmax(s, y) : ObjectiveValue.Hinge(s, y, margin));
        });
    }

    /// <summary>Whether two models are the same, bit by bit.</summary>
    public static void AssertSameBits(FittedLinear expected, FittedLinear actual) =>
        CollectionAssert.AreEqual(expected.Bits(), actual.Bits());

    public static void AssertOtherBits(FittedLinear expected, FittedLinear actual) =>
        CollectionAssert.AreNotEqual(expected.Bits(), actual.Bits());

    private double[] Scores(VBuffer<float> features)
    {
        float[] x = [.. features.DenseValues()];
        return [.. Weights.Select((row, k) => Biases[k] + row.Zip(x, (w, value) => (double)w * value).Sum())];
    }

    private byte[] Bits() => MemoryMarshal.AsBytes<float>([.. Weights.SelectMany(row => row), .. Biases]).ToArray();
}
