using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MLExtensions.Contracts;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Trains on a problem by the public trainers, with default options but for λ and ridge's solver.</summary>
internal static class Training
{
    public static PlainModel Fit(InvariantProblem problem)
    {
        var ml = new MLContext(seed: 1);
        return ToModel(Trainer(ml, problem).Fit(View(ml, problem)));
    }

    /// <summary>The models of several λ, trained together.</summary>
    public static PlainModel[] FitAll(InvariantProblem problem, IReadOnlyList<float> lambdas)
    {
        var ml = new MLContext(seed: 1);
        var trainer = (IPenalizedTrainer)Trainer(ml, problem);
        return [.. trainer.FitAll(View(ml, problem), lambdas, numberOfThreads: 1, CancellationToken.None).Select(ToModel)];
    }

    private static IEstimator<ITransformer> Trainer(MLContext ml, InvariantProblem problem)
    {
        if (problem.IsRegression)
        {
            return ml.Ridge(problem.Lambda, options =>
            {
                options.Solver = problem.Trainer == LinearTrainer.RidgeExact ? RidgeSolver.Exact : RidgeSolver.Descent;
                options.NumberOfThreads = 1;
            });
        }

        TrainerKind kind = problem.Trainer == LinearTrainer.Softmax ? TrainerKind.SoftmaxRegression : TrainerKind.MulticlassSvm;
        return ml.Trainer(kind, options =>
        {
            options.ExampleWeightColumnName = nameof(Example.Weight);
            options.L2Regularization = problem.Lambda;
            options.NumberOfThreads = 1;
        });
    }

    private static IDataView View(MLContext ml, InvariantProblem problem)
    {
        if (problem.IsRegression)
        {
            return ml.RegressionView(problem.Rows.Select((x, i) => new Measurement
            {
                Label = problem.Targets[i],
                Weight = problem.Weights[i],
                Features = Vector(x, problem.Sparse),
            }));
        }

        return ml.View(
            problem.Rows.Select((x, i) => new Example
            {
                Label = (uint)problem.Labels[i],
                Weight = problem.Weights[i],
                Features = Vector(x, problem.Sparse),
            }),
            problem.Classes);
    }

    private static VBuffer<float> Vector(float[] row, bool sparse)
    {
        if (!sparse)
            return MadeUpExamples.Vector(row);
        int[] held = [.. Enumerable.Range(0, row.Length).Where(f => row[f] != 0)];
        return new VBuffer<float>(row.Length, held.Length, Array.ConvertAll(held, f => row[f]), held);
    }

    private static PlainModel ToModel(ITransformer transformer)
    {
        if (transformer is RegressionPredictionTransformer<LinearRegressionModelParameters> regression)
            return new PlainModel([[.. regression.Model.Weights.Select(w => (double)w)]], [regression.Model.Bias]);
        FittedLinear model = FittedLinear.Of(transformer);
        return new PlainModel(
            Array.ConvertAll(model.Weights, row => Array.ConvertAll(row, w => (double)w)), Array.ConvertAll(model.Biases, b => (double)b));
    }
}
