using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>Our trainers of two classes beside ML.NET's own, on the binary problems whose minima are known.</summary>
internal static class BinaryPeerTable
{
    private const int Fits = 7;

    /// <summary>A trainer; ours comes first. The others of a loss are judged by it, whether they minimize it or not.</summary>
    private sealed record BinaryPeer(
        string Name, string Settings, ReferenceObjective Loss,
        Func<BinaryClassificationCatalog.BinaryClassificationTrainers, float, int, IEstimator<ISingleFeaturePredictionTransformer<object>>> Create);

    private static readonly BinaryPeer[] _peers =
    [
        new("LogisticRegression", "λ", ReferenceObjective.Logistic, (trainers, lambda, _) => trainers.LogisticRegression(l2Regularization: lambda)),
        new("LbfgsLogisticRegression", "l1 = 0, l2 = 2λ", ReferenceObjective.Logistic, (trainers, lambda, _) =>
            trainers.LbfgsLogisticRegression(l1Regularization: 0, l2Regularization: 2 * lambda)),
        new("SdcaLogisticRegression", "l1 = 0, l2 = 2λ/n", ReferenceObjective.Logistic, (trainers, lambda, rows) =>
            trainers.SdcaLogisticRegression(l1Regularization: 0, l2Regularization: 2 * lambda / rows)),
        new("SupportVectorMachine", "λ", ReferenceObjective.Hinge, (trainers, lambda, _) => trainers.SupportVectorMachine(l2Regularization: lambda)),
        new("LinearSvm", "lambda = 2λ/n, 10 iterations", ReferenceObjective.Hinge, (trainers, lambda, rows) =>
            trainers.LinearSvm(new LinearSvmTrainer.Options { Lambda = 2 * lambda / rows, NumberOfIterations = 10 })),
        new("AveragedPerceptron", "10 iterations", ReferenceObjective.Hinge, (trainers, _, _) => trainers.AveragedPerceptron(numberOfIterations: 10)),
    ];

    /// <returns>0.</returns>
    public static int Print()
    {
        var table = new MarkdownTable(["data set", "trainer", "settings"], ["λ", "seconds", "× ours", "objective", "excess", "AUC"]);
        foreach (IGrouping<(string DataSet, double Lambda), ReferenceOptimum> problem in ReferenceOptimum.All
            .Where(optimum => optimum.IsBinary && ReferenceData.IsAvailable(optimum)).GroupBy(optimum => (optimum.DataSet, optimum.Lambda)))
        {
            foreach (ReferenceOptimum optimum in problem)
                Add(table, optimum);
        }

        Console.WriteLine(Machine.Line);
        table.Print();
        if (LibLinear.Missing is { } missing)
            Console.WriteLine(missing);
        return 0;
    }

    private static void Add(MarkdownTable table, ReferenceOptimum optimum)
    {
        ReferenceData data = ReferenceData.Load(optimum);
        ReferenceData? test = ReferenceData.LoadTest(optimum);
        IDataView training = PeerTable.Cached<bool>(data.ToBinaryView);
        double ours = double.NaN;
        foreach (BinaryPeer peer in _peers.Where(peer => peer.Loss == optimum.Objective))
        {
            Console.Error.Write($"{optimum}, {peer.Name}: ");
            (double seconds, ISingleFeaturePredictionTransformer<object> model) = Fit(peer, optimum, data, training);
            Console.Error.WriteLine($"{seconds:G3} s");
            bool isOurs = double.IsNaN(ours);
            ours = isOurs ? seconds : ours;
            double reached = Objective(optimum, data, model.Model);
            double? area = test is null ? null : Area(model, test);
            table.Add(
                $"{optimum.DataSet}", $"{(isOurs ? $"**{peer.Name}**" : peer.Name)}", $"{peer.Settings}", $"{optimum.Lambda}", $"{seconds:G3}", $"{seconds / ours:F1}",
                $"{reached:F3}", $"{reached / optimum.Optimum - 1:P3}", $"{area:F4}");
        }

        if (LibLinear.Missing is null)
            AddLibLinear(table, optimum, data, ours);
    }

    private static void AddLibLinear(MarkdownTable table, ReferenceOptimum optimum, ReferenceData data, double ours)
    {
        LibLinear.Solver solver = optimum.Objective == ReferenceObjective.Logistic ? LibLinear.Solver.Logistic : LibLinear.Solver.Hinge;
        Console.Error.Write($"{optimum}, LIBLINEAR: ");
        LibLinear.Fitted fit = LibLinear.Train(data, solver, optimum.Lambda);
        Console.Error.WriteLine($"{fit.Seconds:G3} s");
        double reached = ObjectiveValue.Of(optimum, data, fit.Weights, fit.Biases);
        table.Add(
            $"{optimum.DataSet}", $"LIBLINEAR", $"-s {(int)solver}, C = 1/(2λ), -e {fit.Tolerance}, training alone", $"{optimum.Lambda}",
            $"{fit.Seconds:G3}", $"{fit.Seconds / ours:F1}", $"{reached:F3}", $"{reached / optimum.Optimum - 1:P3}", $"");
    }

    /// <summary>The median of several fits, each with the same seed; the first only compiles the code.</summary>
    private static (double Seconds, ISingleFeaturePredictionTransformer<object> Model) Fit(
        BinaryPeer peer, ReferenceOptimum optimum, ReferenceData data, IDataView training)
    {
        MedianTime.Of(Once, runs: 1);
        return MedianTime.Of(Once, Fits);

        ISingleFeaturePredictionTransformer<object> Once() =>
            peer.Create(new MLContext(seed: 1).BinaryClassification.Trainers, (float)optimum.Lambda, data.Rows).Fit(training);
    }

    private static double Objective(ReferenceOptimum optimum, ReferenceData data, object model)
    {
        LinearBinaryModelParameters linear = model as LinearBinaryModelParameters
            ?? ((CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>)model).SubModel;
        (double[][] weights, double[] biases) = ObjectiveValue.Halves(linear.Weights, linear.Bias);
        return ObjectiveValue.Of(optimum, data, weights, biases);
    }

    private static double Area(ITransformer model, ReferenceData test)
    {
        var ml = new MLContext(seed: 1);
        return ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(test.ToBinaryView(ml))).AreaUnderRocCurve;
    }
}
