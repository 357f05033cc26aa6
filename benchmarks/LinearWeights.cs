using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MLExtensions.Benchmarks;

/// <summary>W and b of a fitted linear classifier.</summary>
internal sealed record LinearWeights(double[][] Weights, double[] Biases)
{
    /// <param name="model">A joint model, or one of linear models for each class against all others.</param>
    public static LinearWeights Of(object model) => model switch
    {
        LinearMulticlassModelParametersBase joint => OfJoint(joint),
        OneVersusAllModelParameters separate => OfEach([.. SubModels(separate).Select(Uncalibrated)]),
        _ => throw new ArgumentException($"{model.GetType().Name} is not linear.", nameof(model)),
    };

    private static LinearWeights OfJoint(LinearMulticlassModelParametersBase model)
    {
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out _);
        return new LinearWeights(
            Array.ConvertAll(weights, row => ToDouble(row.DenseValues())), ToDouble(model.GetBiases()));
    }

    private static LinearWeights OfEach(LinearModelParameters[] models) =>
        new(Array.ConvertAll(models, model => ToDouble(model.Weights)), ToDouble(models.Select(model => model.Bias)));

    private static LinearModelParameters Uncalibrated(object model) =>
        (LinearModelParameters)(model is CalibratedModelParametersBase calibrated ? calibrated.SubModel : model);

    private static double[] ToDouble(IEnumerable<float> values) => [.. values.Select(value => (double)value)];

    // ML.NET keeps the models of the classes internal.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SubModelParameters")]
    private static extern ImmutableArray<object> SubModels(OneVersusAllModelParameters model);
}
