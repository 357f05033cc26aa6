using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Trainers;
using MLExtensions.Transforms;
using FittedPipeline = Microsoft.ML.Data.TransformerChain<
    Microsoft.ML.Data.RegressionPredictionTransformer<Microsoft.ML.Trainers.LinearRegressionModelParameters>>;

namespace Polynomials;

/// <summary>Fits polynomials, and measures them on the same validation points.</summary>
internal sealed class CurveFitter(MLContext ml, IReadOnlyList<Observation> validation)
{
    /// <summary>Half the interval's width, which brings x into [−1, 1].</summary>
    /// <remarks>There no power outgrows the others, and a penalty asks about the same of each coefficient.</remarks>
    public const double Scale = Parabola.Edge;

    private readonly IDataView _validation = ml.Data.LoadFromEnumerable(validation);

    public Curve Fit(IReadOnlyList<Observation> sample, int degree, float l2Regularization)
    {
        IDataView train = ml.Data.LoadFromEnumerable(sample);
        FittedPipeline model = Powers(degree).Append(Ridge(l2Regularization)).Fit(train);

        LinearRegressionModelParameters line = model.LastTransformer.Model;
        double[] coefficients =
            [line.Bias, .. line.Weights.Select((weight, index) => weight / Math.Pow(Scale, index + 1))];
        return new Curve(degree, l2Regularization, coefficients, new Errors(Error(model, train), Error(model, _validation)));
    }

    /// <summary>Fits with each of several penalties. The leave-one-out errors take no fits of their own.</summary>
    public IReadOnlyList<PenaltyTrial> Try(IReadOnlyList<Observation> sample, int degree, IReadOnlyList<float> l2Regularizations)
    {
        IDataView train = ml.Data.LoadFromEnumerable(sample);
        IDataView powers = Powers(degree).Fit(train).Transform(train);
        return [.. Ridge(l2Regularization: 0).LeaveOneOut(powers, l2Regularizations).Select(known =>
            new PenaltyTrial(Fit(sample, degree, known.L2Regularization), Math.Sqrt(known.LeaveOneOutError)))];
    }

    private EstimatorChain<PolynomialFeaturesTransformer> Powers(int degree) =>
        ml.Transforms.Expression("Scaled", $"x => x / {Scale}", nameof(Observation.X))
            .Append(ml.Transforms.Concatenate("Features", "Scaled"))
            .Append(ml.Transforms.PolynomialFeatures("Features", degree: degree));

    private RidgeRegressionTrainer Ridge(float l2Regularization) =>
        ml.Regression.Trainers.RidgeRegression(nameof(Observation.Y), l2Regularization: l2Regularization);

    private double Error(FittedPipeline model, IDataView data) =>
        ml.Regression.Evaluate(model.Transform(data), nameof(Observation.Y)).RootMeanSquaredError;
}
