using Microsoft.ML;
using Microsoft.ML.Trainers;
using MLExtensions.Tests.Support;
using MLExtensions.Tuning.Pipelines;

namespace MLExtensions.Tests.Tuning.Running;

/// <summary>A checkpoint is that of estimators with certain options, which count by their values.</summary>
[TestClass]
public sealed class EstimatorOptionsTests : IDisposable
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"sweep-{Guid.NewGuid():N}.checkpoint");

    public void Dispose() => File.Delete(_file);

    [TestMethod]
    public void Options_that_differ_from_their_defaults_are_named() => Assert.AreEqual(
        "SoftmaxRegressionTrainer (ClassWeights = ClassWeightsByValue([a: 2, b: 0.5]), EarlyStopping = EarlyStopping(0.2, 3), NumberOfIterations = 2, Seed = 7)",
        EstimatorText.Of(_ml.MulticlassClassification.Trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options
        {
            NumberOfIterations = 2,
            Seed = 7,
            NumberOfThreads = 3,
            EarlyStopping = new EarlyStopping(0.2, 3),
            ClassWeights = ClassWeights.ByValue(new Dictionary<string, float> { ["a"] = 2, ["b"] = 0.5f }),
        })));

    [TestMethod]
    public void Equal_options_give_equal_texts_and_what_is_changed_later_plays_no_part()
    {
        var options = new MulticlassSvmTrainer.Options { Margin = 2, ClassWeights = ClassWeights.Balanced, UpdateRule = UpdateRule.Adam(0.8) };
        IEstimator<ITransformer> trainer = _ml.MulticlassClassification.Trainers.MulticlassSvm(options);
        string text = EstimatorText.Of(trainer);
        StringAssert.Contains(text, "Margin = 2");
        StringAssert.Contains(text, "UpdateRule = Adam(AdaptiveMoments(0.8,");
        options.Margin = 3;
        Assert.AreEqual(text, EstimatorText.Of(trainer));
        Assert.AreNotEqual(text, EstimatorText.Of(_ml.MulticlassClassification.Trainers.MulticlassSvm(
            new MulticlassSvmTrainer.Options { Margin = 2, ClassWeights = ClassWeights.Balanced, UpdateRule = UpdateRule.Adam(0.7) })));
        Assert.AreEqual(text, EstimatorText.Of(new MLContext().MulticlassClassification.Trainers.MulticlassSvm(
            new MulticlassSvmTrainer.Options { Margin = 2, ClassWeights = ClassWeights.Balanced, UpdateRule = UpdateRule.Adam(0.8), NumberOfThreads = 1 })));
    }

    [TestMethod]
    public void Options_of_ML_NET_are_known_where_it_keeps_them()
    {
        StringAssert.Contains(EstimatorText.Of(_ml.Transforms.ProjectToPrincipalComponents("Features", rank: 5)), "Rank = 5");
        Assert.AreNotEqual(
            EstimatorText.Of(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 5)),
            EstimatorText.Of(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 6)));
        Assert.AreNotEqual(
            EstimatorText.Of(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l2Regularization: 0.1f)),
            EstimatorText.Of(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l2Regularization: 0.2f)));
    }

    [TestMethod]
    public void A_checkpoint_of_other_options_is_refused()
    {
        Refused(
            "there SoftmaxRegressionTrainer (L2Regularization = 0.01), here SoftmaxRegressionTrainer (L2Regularization = 0.01, NumberOfIterations = 2).",
            Softmax(_ => { }), Softmax(options => options.NumberOfIterations = 2));
        Refused("ClassWeights = BalancedClassWeights", Softmax(_ => { }), Softmax(options => options.ClassWeights = ClassWeights.Balanced));
        Refused(
            "there NearestNeighborsTrainer, here NearestNeighborsTrainer (Distance = Manhattan).",
            Neighbors(NeighborDistance.Euclidean), Neighbors(NeighborDistance.Manhattan));
        Refused("Degree = 3", Polynomial(2), Polynomial(3));
        Refused("Rank = 1", Components(2), Components(1));

        static SweepPipeline Softmax(Action<SoftmaxRegressionTrainer.Options> set) => SweepPipeline.Create((ml, values) =>
        {
            var options = new SoftmaxRegressionTrainer.Options { L2Regularization = values.Get(SweepExamples.Lambda) };
            set(options);
            return ml.MulticlassClassification.Trainers.SoftmaxRegression(options);
        });

        static SweepPipeline Neighbors(NeighborDistance distance) => SweepPipeline.Create((ml, _) =>
            ml.MulticlassClassification.Trainers.NearestNeighbors(new NearestNeighborsTrainer.Options { Distance = distance }));

        SweepPipeline Polynomial(int degree) => _ml.Transforms.PolynomialFeatures("Features", degree: degree)
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));

        SweepPipeline Components(int rank) => _ml.Transforms.ProjectToPrincipalComponents("Features", rank: rank)
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));
    }

    /// <summary>ML.NET's trainer writes what it found out about the data to its options when it is fitted.</summary>
    [TestMethod]
    public void An_estimator_that_changes_when_it_is_fitted_is_still_the_same()
    {
        SweepPipeline made = SweepPipeline.Create((ml, values) => Sdca(ml, values.Get(SweepExamples.Lambda) > 1));
        Assert.HasCount(5, Sweep(made).Trials);
        CollectionAssert.AreEqual(Sweep(made).Scores(), Sweep(made).Scores());

        File.Delete(_file);
        SweepParameter<int> degree = SweepParameter.Degree(1, 2);
        SweepPipeline given = SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(degree)))
            .Append(Sdca(_ml, shuffle: true));
        double[] scores = Sweep(given, degree).Scores();
        CollectionAssert.AreEqual(scores, Sweep(given, degree).Scores());

        static IEstimator<ITransformer> Sdca(MLContext ml, bool shuffle) => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
            new SdcaMaximumEntropyMulticlassTrainer.Options { Shuffle = shuffle, MaximumNumberOfIterations = 3, NumberOfThreads = 1 });
    }

    /// <summary>What is fitted after the interruption has to draw the same random numbers as without it.</summary>
    [TestMethod]
    public void An_estimator_that_goes_on_with_random_numbers_gives_the_same_after_an_interruption()
    {
        double[] whole = Draws(file: null, fits: int.MaxValue).Scores();
        for (int fits = 1; fits < 20; fits += 6)
        {
            File.Delete(_file);
            Assert.Throws<OperationCanceledException>(() => Draws(_file, fits));
            CollectionAssert.AreEqual(whole, Draws(_file, int.MaxValue).Scores());
        }

        static SweepResult Draws(string? file, int fits)
        {
            using var source = new CancellationTokenSource();
            var ml = new MLContext(seed: 1);
            var random = new Random(1);
            return ml.MulticlassClassification.Sweep(
                ml.Classes(),
                SweepPipeline.Create(new DrawingEstimator(ml, random)).Append((context, values) => SweepExamples.Softmax(context, values.Get(SweepExamples.Lambda))),
                SweepSearch.SuccessiveHalving(SweepSearch.Grid(SweepExamples.Lambda), factor: 2),
                new MulticlassSweepOptions
                {
                    Seed = 1,
                    NumberOfThreads = 1,
                    Metric = MulticlassMetric.LogLoss,
                    TrainTogether = false,
                    CheckpointFile = file,
                    CancellationToken = source.Token,
                    Progress = new RecordingProgress<SweepProgress>(report =>
                    {
                        if (report.FinishedFits >= fits)
                            source.Cancel();
                    }),
                });
        }
    }

    private void Refused(string message, SweepPipeline before, SweepPipeline after)
    {
        File.Delete(_file);
        double[] scores = Sweep(before).Scores();
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => Sweep(after)).Message, message);
        CollectionAssert.AreEqual(scores, Sweep(before).Scores());
    }

    private SweepResult Sweep(SweepPipeline pipeline, SweepParameter? parameter = null) => _ml.MulticlassClassification.Sweep(
        _ml.Classes(), pipeline, SweepSearch.Grid(parameter ?? SweepExamples.Lambda),
        new MulticlassSweepOptions { Seed = 1, NumberOfFolds = 2, CheckpointFile = _file });

    /// <summary>Scales the features by a number that it draws each time it is fitted.</summary>
    private sealed class DrawingEstimator(MLContext ml, Random random) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => ml.Transforms.NormalizeGlobalContrast(
            "Features", ensureZeroMean: false, scale: (float)(0.1 + random.NextDouble())).Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
            ml.Transforms.NormalizeGlobalContrast("Features", ensureZeroMean: false).GetOutputSchema(inputSchema);
    }
}
