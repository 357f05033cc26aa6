using System.Globalization;
using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Rounding;

/// <summary>Brings the weights and biases that minimize F in double precision to the single precision of a model.</summary>
/// <remarks>
/// <code>
/// w′ = fl(w),   b′ = fl(b + Σ_f (w_f − w′_f) x̄_f)          the bias makes up for the weights that will be used
/// s  = fl(fl(w′·x) + b′)                                     a score as the model computes it
/// </code>
/// Where features lie far from 0 for their spread, w′·x and b′ are large and nearly cancel, and what a score is off by, up to
/// 2⁻²⁴ (|b| + Σ |w x|), is no longer small. Only there the last bits are searched (<see cref="BitSearch{TTarget}"/>), which
/// takes passes over the data; elsewhere a look at a few rows says that nothing can be gained.
/// </remarks>
internal static class ModelRounding
{
    /// <summary>What a score may be off by, in units of the loss, without anybody noticing.</summary>
    private const double Unnoticed = 1e-5;

    /// <summary>The share of F below which what rounding changes in it is not worth a search.</summary>
    private const double Negligible = 1e-9;

    /// <summary>The share of F that rounding may change before last bits of weights are searched, too.</summary>
    private const double WorthWeights = 1e-6;

    /// <summary>
    /// Multiplications that a search may take: tenths of a second where rounding takes much of what the model gains, else
    /// milliseconds.
    /// </summary>
    private const double WorkWhereMuchIsLost = 1e9;

    private const double WorkWhereLittleIsLost = 1e7;

    private const int MostColumnsNamed = 3;

    /// <summary>Half the distance of 1 from the next number in single precision.</summary>
    private static readonly double _unit = Math.ScaleB(1, -24);

    /// <summary>w′ and b′.</summary>
    /// <param name="weights">w, a row for each output.</param>
    /// <param name="biases">b.</param>
    /// <param name="means">x̄, or about, a column each.</param>
    /// <exception cref="InvalidOperationException">A weight or bias is beyond single precision.</exception>
    public static LinearModel Nearest(double[][] weights, double[] biases, double[] means)
    {
        var model = new LinearModel(weights.Length, means.Length);
        for (int k = 0; k < weights.Length; k++)
        {
            double bias = biases[k];
            for (int f = 0; f < means.Length; f++)
            {
                float rounded = Weight(weights[k][f], f);
                model.Weights[k][f] = rounded;
                bias += (weights[k][f] - rounded) * means[f];
            }

            model.Biases[k] = Bias(bias);
        }

        return model;
    }

    /// <summary>The vector and the bias of the difference of two classes' scores.</summary>
    public static (double[][] Weights, double[] Biases) Difference(double[][] weights, double[] biases)
    {
        var difference = new double[weights[0].Length];
        TensorPrimitives.Subtract<double>(weights[1], weights[0], difference);
        return ([difference], [biases[1] - biases[0]]);
    }

    /// <summary>A weight as a model holds it.</summary>
    /// <exception cref="InvalidOperationException">It is beyond single precision.</exception>
    public static float Weight(double weight, int feature) => float.IsFinite((float)weight) ? (float)weight
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The weight of feature {feature} is {weight:G3}, beyond single precision, whose largest number is {float.MaxValue:G2}: its values are too small for what is to be predicted. Multiply them by a large number, leave the feature out, or, where numbers are predicted, divide the labels."));

    /// <summary>A bias as a model holds it.</summary>
    /// <exception cref="InvalidOperationException">It is beyond single precision.</exception>
    public static float Bias(double bias) => float.IsFinite((float)bias) ? (float)bias
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A bias is {bias:G3}, beyond single precision, whose largest number is {float.MaxValue:G2}. Divide the labels, or the features, by a large number."));

    /// <summary>Chooses the model whose predictions in single precision are best.</summary>
    /// <param name="problem">
    /// What was minimized, its features rescaled by <paramref name="scaling"/>, its targets in the user's units.
    /// </param>
    /// <param name="scaling">What the features were rescaled by.</param>
    /// <param name="loss">The problem's loss.</param>
    /// <param name="weights">W in the user's units, a row for each output.</param>
    /// <param name="biases">b in the user's units, centered where the loss leaves a constant open.</param>
    /// <param name="means">x̄, or about, a column each, in the user's units.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    /// <exception cref="InvalidOperationException">A weight or bias is beyond single precision.</exception>
    public static RoundedModel Of<TTarget>(
        LinearProblem<TTarget> problem,
        ColumnScaling scaling,
        ILoss<double, TTarget> loss,
        double[][] weights,
        double[] biases,
        double[] means,
        CancellationToken cancellationToken)
    {
        if (problem.HasOppositeClasses)
        {
            // In the coordinates of the one vector, of which each class has half.
            LinearProblem<TTarget> ofDifference = problem with { Outputs = 1, HasOppositeClasses = false, L2Regularization = problem.L2Regularization / 2 };
            var ofOneScore = (ILoss<double, TTarget>)(object)new OppositeScoresLoss((ILoss<double, int>)loss);
            (weights, biases) = Difference(weights, biases);
            RoundedModel rounded = Of(ofDifference, scaling, ofOneScore, weights, biases, means, cancellationToken);
            return rounded with { Model = rounded.Model.OppositeHalves() };
        }

        LinearModel model = Nearest(weights, biases, means);
        var unscaled = new UnscaledRows(problem.Features, scaling);
        var look = new ProductSizes(unscaled, model);
        if (_unit * look.LargestScore <= Unnoticed * WithoutFeatures.ScoreUnit(problem, loss))
            return new RoundedModel(model, Lost: 0, []);

        FeatureMatrix rows = unscaled.Restore(cancellationToken);
        double minimum = Objective(problem, rows, loss, weights, biases, cancellationToken);
        var search = new BitSearch<TTarget>(problem, rows, loss, model, cancellationToken);
        if (Math.Abs(search.Objective - minimum) > Negligible * minimum)
        {
            double gain = WithoutFeatures.LeastLoss(problem, loss) - minimum;
            search.MostWork = Math.Abs(search.Objective - minimum) > RoundedModel.Much * gain ? WorkWhereMuchIsLost : WorkWhereLittleIsLost;
            search.Run([]);

            // Weights only where it matters: each that moves leaves the span of the examples by its last bits.
            if (Math.Abs(search.Objective - minimum) > WorthWeights * minimum)
                search.Run(look.LargestColumns);
        }

        double lost = (search.Objective - minimum) / (WithoutFeatures.LeastLoss(problem, loss) - minimum);
        bool isMuch = lost > RoundedModel.Much;
        return new RoundedModel(model, lost, isMuch ? look.LargestColumns[..Math.Min(MostColumnsNamed, look.LargestColumns.Length)] : []);
    }

    /// <summary>F of a model in double precision.</summary>
    private static double Objective<TTarget>(
        LinearProblem<TTarget> problem,
        FeatureMatrix rows,
        ILoss<double, TTarget> loss,
        double[][] weights,
        double[] biases,
        CancellationToken cancellationToken)
    {
        double penalty = problem.L2Regularization * weights.Sum(row => TensorPrimitives.SumOfSquares<double>(row));
        return penalty + new ExampleSums<TTarget>(problem, loss, cancellationToken).Losses(WriteScores);

        void WriteScores(int start, Span<double> scores)
        {
            rows.Multiply(start, weights, scores);
            for (int i = 0; i < scores.Length; i++)
                scores[i] += biases[i % biases.Length];
        }
    }
}
