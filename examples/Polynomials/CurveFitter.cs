using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions;
using FittedPipeline = Microsoft.ML.Data.TransformerChain<
    Microsoft.ML.Data.RegressionPredictionTransformer<Microsoft.ML.Trainers.LinearRegressionModelParameters>>;

namespace Polynomials;

/// <summary>Fits polynomials to samples.</summary>
/// <param name="ml">A context.</param>
/// <param name="newPoints">Points that no curve is fitted to, nor chosen by.</param>
internal sealed class CurveFitter(MLContext ml, IReadOnlyList<Observation> newPoints)
{
    /// <summary>Half the interval's width, which brings x into [−1, 1].</summary>
    /// <remarks>There no power outgrows the others, and a penalty asks about the same of each coefficient.</remarks>
    public const double Scale = Parabola.Edge;

    /// <summary>Each of these parts of the sample is left out once, and has points from the whole range of y.</summary>
    public const int Folds = 6;

    private readonly IDataView _newPoints = ml.Data.LoadFromEnumerable(newPoints);

    public Curve Fit(IReadOnlyList<Observation> sample, int degree, float l2Regularization)
    {
        FittedPipeline model = Powers(ml, degree).Append(Ridge(ml, l2Regularization)).Fit(ml.Data.LoadFromEnumerable(sample));

        LinearRegressionModelParameters line = model.LastTransformer.Model;
        double[] coefficients =
            [line.Bias, .. line.Weights.Select((weight, index) => weight / Math.Pow(Scale, index + 1))];
        double error = ml.Regression.Evaluate(model.Transform(_newPoints), nameof(Observation.Y)).RootMeanSquaredError;
        return new Curve(degree, l2Regularization, coefficients, error);
    }

    /// <summary>Errors against the degree, without a penalty.</summary>
    public ValidationCurve Validate(IReadOnlyList<Observation> sample, SweepParameter<int> degree) => Validate(
        sample, SweepPipeline.Create((ml, values) => Powers(ml, values.Get(degree))).Append(Ridge(ml, l2Regularization: 0)), degree);

    /// <summary>Errors against λ, at one degree.</summary>
    public ValidationCurve Validate(IReadOnlyList<Observation> sample, int degree, SweepParameter<float> l2Regularization) => Validate(
        sample, Powers(ml, degree).Append((ml, values) => Ridge(ml, values.Get(l2Regularization))), l2Regularization);

    /// <summary>The root mean squared error on each point of the curve fitted to all others, which takes no fits of their own.</summary>
    /// <returns>An error for each λ.</returns>
    public IReadOnlyList<double> LeaveOneOut(IReadOnlyList<Observation> sample, int degree, IReadOnlyList<float> l2Regularizations)
    {
        IDataView train = ml.Data.LoadFromEnumerable(sample);
        IDataView powers = Powers(ml, degree).Fit(train).Transform(train);
        return [.. Ridge(ml, l2Regularization: 0).LeaveOneOut(powers, l2Regularizations).Select(known => Math.Sqrt(known.LeaveOneOutError))];
    }

    private ValidationCurve Validate(IReadOnlyList<Observation> sample, SweepPipeline pipeline, SweepParameter parameter) =>
        ml.Regression.ValidationCurve(ml.Data.LoadFromEnumerable(sample), pipeline, parameter, new RegressionSweepOptions
        {
            LabelColumnName = nameof(Observation.Y),
            NumberOfFolds = Folds,
            Stratify = true,
            Seed = 1,
        });

    private static EstimatorChain<PolynomialFeaturesTransformer> Powers(MLContext ml, int degree) =>
        ml.Transforms.Expression("Scaled", $"x => x / {Scale}", nameof(Observation.X))
            .Append(ml.Transforms.Concatenate("Features", "Scaled"))
            .Append(ml.Transforms.PolynomialFeatures("Features", degree: degree));

    private static RidgeRegressionTrainer Ridge(MLContext ml, float l2Regularization) =>
        ml.Regression.Trainers.RidgeRegression(nameof(Observation.Y), l2Regularization: l2Regularization);
}
