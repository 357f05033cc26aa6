using MLExtensions.Data;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;
using MLExtensions.Optimization.Rounding;

namespace MLExtensions.Trainers.Linear;

/// <summary>
/// Examples whose targets have been brought to mean 0 and variance 1, so that their unit plays no part in a descent.
/// </summary>
/// <remarks>
/// With z = (y − ȳ) / σ, w = σ v and b = ȳ + σ a the objective is
/// λ‖w‖² + Σᵢ wᵢ (yᵢ − w·xᵢ − b)² = σ² (λ‖v‖² + Σᵢ wᵢ (zᵢ − v·xᵢ − a)²).
/// </remarks>
/// <param name="Examples">x, z and the weights.</param>
/// <param name="Mean">ȳ.</param>
/// <param name="Deviation">σ.</param>
internal sealed record StandardizedTargets(LabeledExamples<float> Examples, double Mean, double Deviation)
{
    public static StandardizedTargets Of(LabeledExamples<float> examples)
    {
        double totalWeight = examples.Weights.Sum(weight => (double)weight);
        double mean = examples.Targets.Zip(examples.Weights, (y, weight) => (double)weight * y).Sum() / totalWeight;
        double variance = examples.Targets.Zip(examples.Weights, (y, weight) => weight * (y - mean) * (y - mean)).Sum() / totalWeight;

        // Where all targets are equal, any unit will do.
        double deviation = variance > 0 ? Math.Sqrt(variance) : 1;
        float[] standardized = Array.ConvertAll(examples.Targets, y => (float)((y - mean) / deviation));
        return new StandardizedTargets(examples with { Targets = standardized }, mean, deviation);
    }

    /// <summary>Minimizes the squared loss, and gives the model in the units of y.</summary>
    public RoundedModel Fit(LinearTraining training) =>
        InUnitsOfTarget(training.Run(Examples, outputs: 1, new SquaredLoss<float>(), unit: Deviation * Deviation));

    /// <summary>The same for several λ together.</summary>
    public RoundedModel[] FitAll(LinearTraining training, IReadOnlyList<float> l2Regularizations) =>
        Array.ConvertAll(training.RunAll(Examples, outputs: 1, new SquaredLoss<float>(), l2Regularizations), InUnitsOfTarget);

    private RoundedModel InUnitsOfTarget(RoundedModel rounded)
    {
        LinearModel model = rounded.Model;
        float[] w = model.Weights[0];
        for (int f = 0; f < w.Length; f++)
            w[f] = ModelRounding.Weight(Deviation * w[f], f);
        model.Biases[0] = ModelRounding.Bias(Mean + Deviation * model.Biases[0]);
        return rounded;
    }
}
