using Microsoft.ML;
using MLExtensions.Benchmarks.Scale;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>Softmax and the support vector machine over text, beside LIBLINEAR.</summary>
internal static class TextTable
{
    /// <summary>Who takes longer is fitted only once.</summary>
    private const double LongSeconds = 3;

    private const int Fits = 5;

    /// <summary>Fits at first that only compile the code.</summary>
    private const int FitsToCompile = 5;

    private static readonly double[] _lambdas = [1, 0.1, 0.01, 0.001];

    /// <summary>As many rows and words as 20 newsgroups have.</summary>
    private static readonly SparseShape _made = new(11_000, 56_000, 80);

    private static readonly string[] _names = ["trec", "r8", "made up"];

    /// <param name="dataSets">Those to run; none means all.</param>
    /// <returns>0, or 2 if a data set is not known.</returns>
    public static int Print(string[] dataSets)
    {
        if (dataSets.Except(_names).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"no data set '{unknown}'; there are {string.Join(", ", _names)}");
            return 2;
        }

        var table = new MarkdownTable(["data set"], ["λ", "softmax s", "SVM s", "SVM/softmax", "LIBLINEAR s", "LIBLINEAR/SVM", "-e", "bound of the SVM"]);
        foreach (string name in dataSets.Length == 0 ? _names : dataSets)
            if (Load(name) is { } data)
                Add(table, name, data);
            else
                Console.Error.WriteLine($"{name} skipped: it is in ../shared/data, which is not there");
        Console.WriteLine(Machine.Line);
        table.Print();
        if (LibLinear.Missing is { } missing)
            Console.WriteLine(missing);
        return 0;
    }

    private static ReferenceData? Load(string name)
    {
        if (name == "made up")
            return PlantedExamples.Sparse(_made, classes: 20, seed: 1);
        ReferenceOptimum optimum = ReferenceOptimum.All.First(optimum => optimum.DataSet == name);
        return ReferenceData.IsAvailable(optimum) ? ReferenceData.Load(optimum) : null;
    }

    private static void Add(MarkdownTable table, string name, ReferenceData data)
    {
        IDataView rows = PeerTable.Cached(data);
        foreach (double lambda in _lambdas)
        {
            Console.Error.Write($"{name}, λ = {lambda}: ");
            double softmax = Seconds(rows, ml => ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: (float)lambda));
            double svm = Seconds(rows, ml => ml.MulticlassClassification.Trainers.MulticlassSvm(l2Regularization: (float)lambda));
            Console.Error.Write($"{softmax:G3} s, {svm:G3} s");
            LibLinear.Fitted? fit = LibLinear.Missing is null ? LibLinear.Train(data, LibLinear.Solver.CrammerSinger, lambda) : null;
            Console.Error.WriteLine(fit is null ? "" : $", LIBLINEAR {fit.Seconds:G3} s");
            table.Add(
                $"{name}", $"{lambda}", $"{softmax:G3}", $"{svm:G3}", $"{svm / softmax:F1}", $"{fit?.Seconds:G3}", $"{fit?.Seconds / svm:F2}",
                $"{fit?.Tolerance}", $"{Bound(rows, lambda):P3}");
        }
    }

    private static double Bound(IDataView rows, double lambda)
    {
        var log = new ProgressLog();
        new MLContext(seed: 1).MulticlassClassification.Trainers.MulticlassSvm(new MulticlassSvmTrainer.Options
        {
            L2Regularization = (float)lambda,
            ReportDualityGap = true,
            Progress = log,
        }).Fit(rows);
        TrainingProgress last = log.Reports[^1];
        return last.DualityGap!.Value / last.Objective;
    }

    private static double Seconds<TModel>(IDataView rows, Func<MLContext, IEstimator<TModel>> create)
        where TModel : class, ITransformer
    {
        double first = MedianTime.Of(Fit, runs: 1).Seconds;
        if (first >= LongSeconds)
            return first;
        MedianTime.Of(Fit, FitsToCompile);
        return MedianTime.Of(Fit, Fits).Seconds;

        TModel Fit() => create(new MLContext(seed: 1)).Fit(rows);
    }
}
