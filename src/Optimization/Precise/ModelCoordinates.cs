using System.Numerics.Tensors;
using MLExtensions.Optimization.Designs;
using MLExtensions.Optimization.Newton;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Precise;

/// <summary>A linear model's way into the coordinates of a design, and back.</summary>
/// <param name="design">x, less its means.</param>
/// <param name="loss">ℓ of the classes that have examples.</param>
/// <param name="classes">Which these are, of all.</param>
/// <param name="outputs">How many there might be.</param>
/// <param name="isOfDifference">
/// Whether the coordinates are those of one vector, the difference of two classes that are opposite; then there is one class of one.
/// </param>
/// <param name="workers">The threads that share the work.</param>
internal sealed class ModelCoordinates(
    DesignMatrix design, BlockLoss loss, int[] classes, int outputs, bool isOfDifference, Workers workers)
{
    /// <summary>What classes without examples may add to F, as a share of it.</summary>
    private const double ShareOfMissing = 1e-9;

    private const double LeastShareOfMissing = 1e-40;

    private int Weights => classes.Length * design.Columns;

    /// <summary>λ of the coordinates: of one vector in place of its halves, ‖w/2‖² + ‖w/2‖², it is half as much.</summary>
    public double PenaltyOf(double l2Regularization) => isOfDifference ? l2Regularization / 2 : l2Regularization;

    /// <summary>The parameters to start from for a model: nothing that all outputs have in common.</summary>
    public double[] Start(LinearModel model)
    {
        double[] parameters = Parameters(model);

        // Weights that all outputs have in common cost a penalty and change no loss; Newton's steps, which have none, would leave them.
        if (loss.IgnoresCommonShift)
            CommonPart.TakeOff(parameters.AsSpan(0, Weights), classes.Length, new double[design.Columns]);
        return parameters;
    }

    /// <summary>The parameters of a model.</summary>
    public double[] Parameters(LinearModel model)
    {
        LinearModel own = isOfDifference ? model.Difference() : model;
        var parameters = new double[Weights + classes.Length];
        for (int place = 0; place < classes.Length; place++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(own.Weights[classes[place]], parameters.AsSpan(place * design.Columns));
            parameters[Weights + place] = own.Biases[classes[place]];
        }

        design.Center(parameters, classes.Length);
        return parameters;
    }

    /// <summary>The model of parameters.</summary>
    /// <param name="parameters">W and b.</param>
    /// <param name="value">F there.</param>
    public PreciseModel ToModel(double[] parameters, double value)
    {
        var uncentered = (double[])parameters.Clone();
        design.Uncenter(uncentered, classes.Length);
        var weights = new double[outputs][];
        var biases = new double[outputs];
        if (classes.Length < outputs)
            Array.Fill(biases, BiasOfMissing(parameters, value));
        for (int place = 0; place < classes.Length; place++)
        {
            weights[classes[place]] = uncentered.AsSpan(place * design.Columns, design.Columns).ToArray();
            biases[classes[place]] = uncentered[Weights + place];
        }

        for (int k = 0; k < weights.Length; k++)
            weights[k] ??= new double[design.Columns];
        if (loss.IgnoresCommonShift)
            CommonPart.TakeOff(biases);
        var model = new PreciseModel(weights, biases);
        return isOfDifference ? model.OppositeHalves() : model;
    }

    /// <summary>
    /// A bias so low that a class without examples costs next to nothing, and is not predicted between or near the examples
    /// either.
    /// </summary>
    private double BiasOfMissing(double[] parameters, double value)
    {
        var scores = new double[design.Length(classes.Length)];
        design.Visit(classes.Length, workers, parameters, scores, visit: null);
        double lowest = double.PositiveInfinity;
        double highest = double.NegativeInfinity;
        for (int row = 0; row < design.Rows; row++)
        {
            int place = design.Place(row, output: 0, classes.Length);
            for (int k = 0; k < classes.Length; k++)
            {
                lowest = Math.Min(lowest, scores[place + k * design.BlockLength]);
                highest = Math.Max(highest, scores[place + k * design.BlockLength]);
            }
        }

        double spared = loss is HingeBlockLoss { Margin: double margin }
            ? 2 * margin
            : Math.Log(outputs) - Math.Log(Math.Max(ShareOfMissing * value / loss.TotalWeight, LeastShareOfMissing));
        return lowest - Math.Max(highest - lowest, spared);
    }
}
