using Microsoft.ML;
using MLExtensions.Tests.Support;
using MLExtensions.Tests.Trainers.Binary;
using MLExtensions.Threading;

namespace MLExtensions.Tests.Threading;

/// <summary>No more threads are at work at the same time than <c>NumberOfThreads</c> says, whichever the trainer.</summary>
[TestClass]
public class ThreadsAtWorkTests
{
    private const int Many = 8;

    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(0.1f, 10f, count: 3);

    private static readonly MLContext _ml = new(seed: 1);

    private static readonly IDataView _classes = _ml.View(MadeUpExamples.Draw(1_500, 60, seed: 1));

    private static readonly IDataView _numbers = _ml.RegressionView(Measurements.Draw(1_500, 300, seed: 1));

    private static readonly IDataView _booleans = BinaryExample.View(_ml, BinaryExample.Draw(2_000, 40, seed: 1));

    // Enough rows of few features for a tree that several threads build.
    private static readonly IDataView _places = _ml.View(MadeUpExamples.Draw(60_000, 3, seed: 1));

    private static readonly Dictionary<string, Action<int>> _trainings = new()
    {
        ["softmax"] = threads => Fit<SoftmaxRegressionTrainer.Options>(Softmax, _classes, threads),
        ["softmax, certified"] = threads => Fit<SoftmaxRegressionTrainer.Options>(Softmax, _classes, threads, isCertified: true),
        ["SVM"] = threads => Fit<MulticlassSvmTrainer.Options>(Svm, _classes, threads),
        ["SVM, certified"] = threads => Fit<MulticlassSvmTrainer.Options>(Svm, _classes, threads, isCertified: true),
        ["logistic"] = threads => _ml.BinaryClassification.Trainers.LogisticRegression(new LogisticRegressionTrainer.Options { NumberOfThreads = threads }).Fit(_booleans),
        ["SVM of two classes"] = threads => _ml.BinaryClassification.Trainers.SupportVectorMachine(new SupportVectorMachineTrainer.Options { NumberOfThreads = threads }).Fit(_booleans),
        ["ridge"] = threads => Fit(Ridge(RidgeSolver.Exact), _numbers, threads),
        ["ridge, certified"] = threads => Fit(Ridge(RidgeSolver.Exact), _numbers, threads, isCertified: true),
        ["ridge, by descent"] = threads => Fit(Ridge(RidgeSolver.Descent), _numbers, threads),
        ["ridge, by descent, certified"] = threads => Fit(Ridge(RidgeSolver.Descent), _numbers, threads, isCertified: true),
        ["leaving one out"] = threads => _ml.Regression.Trainers.RidgeRegression(new RidgeRegressionTrainer.Options { NumberOfThreads = threads }).LeaveOneOut(_numbers, [1]),
        ["neighbors, all rows"] = threads => Answer(NeighborSearchAlgorithm.BruteForce, threads),
        ["neighbors, tree"] = threads => Answer(NeighborSearchAlgorithm.KdTree, threads),
        ["neighbors, either"] = threads => Answer(NeighborSearchAlgorithm.Automatic, threads),
        ["neighbors, regression"] = threads => Answer(
            _ml.Regression.Trainers.NearestNeighbors(new NearestNeighborsRegressionTrainer.Options { NumberOfThreads = threads }).Fit(_numbers).Transform(_numbers)),
    };

    public static IEnumerable<object[]> Trainings => _trainings.Keys.Select(name => (object[])[name]);

    [TestMethod]
    [DynamicData(nameof(Trainings))]
    public void A_trainer_keeps_to_its_number(string name)
    {
        Action<int> train = _trainings[name];
        Assert.IsLessThanOrEqualTo(1, MostAtWork(() => train(1)), name);
        Assert.IsLessThanOrEqualTo(2, MostAtWork(() => train(2)), name);
        Assert.IsLessThanOrEqualTo(5, MostAtWork(() => train(5)), name);
    }

    [TestMethod]
    public void Threads_at_work_are_seen() =>
        Assert.IsGreaterThan(1, Enumerable.Range(0, 10).Max(_ => MostAtWork(() => Ridge(RidgeSolver.Exact)(_ml, new RidgeRegressionTrainer.Options { NumberOfThreads = Many }).Fit(_numbers))));

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(5)]
    public void A_sweep_keeps_to_its_number_whatever_its_trainers_may_do(int threads)
    {
        var options = new MulticlassSweepOptions { NumberOfThreads = threads, NumberOfFolds = 2 };
        IDataView classes = _ml.Data.TakeRows(_classes, 600);
        Keeps("softmax", () => SweepClasses((ml, lambda) => Softmax(ml, new SoftmaxRegressionTrainer.Options { L2Regularization = lambda, NumberOfThreads = Many })));
        Keeps("SVM", () => SweepClasses((ml, lambda) => Svm(ml, new MulticlassSvmTrainer.Options { L2Regularization = lambda, NumberOfThreads = Many })));
        Keeps("neighbors", () => SweepClasses((ml, lambda) => Neighbors(ml, (int)(10 * lambda) + 1)));

        // A trainer that the sweep cannot see, since the step is a chain of several; and one behind the first of its own.
        Keeps("chain", () => SweepClasses((ml, lambda) => ml.Transforms.CopyColumns("Copy", "Features").Append(Neighbors(ml, (int)(10 * lambda) + 1))));
        Keeps("two of its own", () => _ml.MulticlassClassification.Sweep(
            classes,
            SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(_lambda) > 1 ? 1 : 2))
                .Append((ml, values) => Neighbors(ml, (int)(10 * values.Get(_lambda)) + 1)),
            SweepSearch.Grid(_lambda), options));
        Keeps("ridge", () => _ml.Regression.Sweep(
            _numbers,
            SweepPipeline.Create((ml, values) => Ridge(RidgeSolver.Exact)(ml, new RidgeRegressionTrainer.Options { L2Regularization = values.Get(_lambda), NumberOfThreads = Many })),
            SweepSearch.Grid(_lambda), new RegressionSweepOptions { NumberOfThreads = threads, NumberOfFolds = 2 }));

        void Keeps(string name, Action sweep) => Assert.IsLessThanOrEqualTo(threads, MostAtWork(sweep), name);

        SweepResult SweepClasses(Func<MLContext, float, IEstimator<ITransformer>> trainer) => _ml.MulticlassClassification.Sweep(
            classes, SweepPipeline.Create((ml, values) => trainer(ml, values.Get(_lambda))), SweepSearch.Grid(_lambda), options);
    }

    private static void Fit<TOptions>(Func<MLContext, TOptions, IEstimator<ITransformer>> create, IDataView data, int threads, bool isCertified = false)
        where TOptions : LinearTrainerOptions, new() =>
        create(_ml, new TOptions { NumberOfThreads = threads, ReportDualityGap = isCertified }).Fit(data);

    private static void Answer(NeighborSearchAlgorithm algorithm, int threads) => Answer(
        _ml.MulticlassClassification.Trainers.NearestNeighbors(new NearestNeighborsTrainer.Options { NumberOfThreads = threads, SearchAlgorithm = algorithm })
            .Fit(_places).Transform(_ml.Data.TakeRows(_places, 2_000)));

    private static SoftmaxRegressionTrainer Softmax(MLContext ml, SoftmaxRegressionTrainer.Options options) =>
        ml.MulticlassClassification.Trainers.SoftmaxRegression(options);

    private static MulticlassSvmTrainer Svm(MLContext ml, MulticlassSvmTrainer.Options options) =>
        ml.MulticlassClassification.Trainers.MulticlassSvm(options);

    private static Func<MLContext, RidgeRegressionTrainer.Options, IEstimator<ITransformer>> Ridge(RidgeSolver solver) => (ml, options) =>
    {
        options.Solver = solver;
        return ml.Regression.Trainers.RidgeRegression(options);
    };

    private static NearestNeighborsTrainer Neighbors(MLContext ml, int neighbors) =>
        ml.MulticlassClassification.Trainers.NearestNeighbors(new NearestNeighborsTrainer.Options { Neighbors = neighbors, NumberOfThreads = Many });

    /// <summary>Reads all answers.</summary>
    private static void Answer(IDataView answered)
    {
        using DataViewRowCursor cursor = answered.GetRowCursor(answered.Schema);
        while (cursor.MoveNext())
        {
        }
    }

    private static int MostAtWork(Action work)
    {
        var watch = new ThreadWatch();
        ThreadWatch.Current = watch;
        work();
        ThreadWatch.Current = null;
        return watch.Most;
    }
}
