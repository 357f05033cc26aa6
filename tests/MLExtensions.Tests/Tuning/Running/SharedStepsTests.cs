using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Tuning.Running;

/// <summary>What several trials have in common is fitted once for each fold.</summary>
[TestClass]
public class SharedStepsTests
{
    private const int Folds = 3;

    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 2);

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_step_is_fitted_once_for_each_fold_and_combination_of_what_it_depends_on(bool together)
    {
        FitCounter @fixed = new(), made = new(), byDegree = new(), behind = new(), last = new();
        SweepPipeline pipeline = SweepPipeline.Create(new CountedEstimator(_ml.Transforms.NormalizeMeanVariance("Features"), @fixed))
            .Append((ml, _) => new CountedEstimator(ml.Transforms.NormalizeMinMax("Features"), made))
            .Append((ml, values) => new CountedEstimator(ml.Transforms.PolynomialFeatures("Features", degree: values.Get(_degree)), byDegree))
            .Append(new CountedEstimator(_ml.Transforms.NormalizeMeanVariance("Features"), behind))
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)))
            .Append(new CountedEstimator(_ml.Transforms.CopyColumns("Copy", "Score"), last));
        SweepResult result = Sweep(pipeline, together);

        Assert.AreEqual(Folds, @fixed.Fits);
        Assert.AreEqual(Folds, made.Fits);
        Assert.AreEqual(2 * Folds, byDegree.Fits);
        Assert.AreEqual(2 * Folds, behind.Fits);
        Assert.AreEqual(10 * Folds, last.Fits);
        Assert.IsTrue(result.Trials.All(trial => trial.Failure is null));
    }

    [TestMethod]
    public void Values_asked_for_in_a_roundabout_way_are_not_mixed_up()
    {
        // Each trial's scores have to be those of a sweep of that trial alone.
        SweepPipeline pipeline = SweepPipeline.Create((ml, values) =>
                ml.Transforms.PolynomialFeatures("Features", degree: values.With(SweepExamples.Lambda, 1f).Get(_degree)))
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));
        SweepPipeline plain = SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(_degree)))
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));
        CollectionAssert.AreEqual(Sweep(plain, together: false).Scores(), Sweep(pipeline, together: false).Scores());
        Assert.AreEqual(10, Sweep(plain, together: false).Trials.Select(trial => trial.Training.Mean).Distinct().Count(), 4);
    }

    [TestMethod]
    public void Shared_steps_give_what_each_trial_by_itself_gives()
    {
        SweepPipeline pipeline = _ml.Transforms.NormalizeMeanVariance("Features")
            .Append((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(_degree)))
            .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));
        SweepResult all = Sweep(pipeline, together: false);
        foreach (SweepTrial trial in all.Trials)
        {
            SweepResult alone = _ml.MulticlassClassification.Sweep(
                _ml.Classes(), SweepPipeline.Create((ml, values) => pipeline.At(ml, trial.Values)),
                SweepSearch.Grid(SweepParameter.Choices("none", [0])), Options(together: false));
            CollectionAssert.AreEqual(alone.Best.Validation.Folds.ToArray(), trial.Validation.Folds.ToArray());
        }
    }

    [TestMethod]
    public void What_factories_get_has_the_same_seed_in_every_trial_and_fold()
    {
        List<int> drawn = [];
        SweepPipeline pipeline = SweepPipeline.Create((ml, values) =>
        {
            drawn.Add(((Microsoft.ML.Runtime.IHostEnvironment)ml).Register("Test").Rand.Next());
            return SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda));
        });
        _ml.MulticlassClassification.Sweep(_ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda), Options(together: true));
        Assert.HasCount(5 * Folds, drawn);
        Assert.HasCount(1, drawn.Distinct().ToArray());
    }

    [TestMethod]
    public void Several_trials_with_one_fixed_trainer_share_it_without_a_race()
    {
        // Degrees 1 and 2 have the trainer in common, which is one object for all folds.
        FitCounter fits = new();
        int inside = 0;
        SweepPipeline pipeline = SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(_degree)))
            .Append(new CountedEstimator(_ml.Trainer(TrainerKind.SoftmaxRegression), fits, _ =>
            {
                Assert.AreEqual(1, Interlocked.Increment(ref inside));
                Thread.Sleep(2);
                Interlocked.Decrement(ref inside);
            }));
        SweepResult result = _ml.MulticlassClassification.Sweep(_ml.Classes(), pipeline, SweepSearch.Grid(_degree), Options(together: true));
        Assert.IsNull(result.Trials[^1].Failure);
        Assert.AreEqual(2 * Folds, fits.Fits);
    }

    private SweepResult Sweep(SweepPipeline pipeline, bool together) =>
        _ml.MulticlassClassification.Sweep(_ml.Classes(), pipeline, SweepSearch.Grid(_degree, SweepExamples.Lambda), Options(together));

    private static MulticlassSweepOptions Options(bool together) =>
        new() { NumberOfFolds = Folds, Seed = 1, TrainTogether = together, NumberOfThreads = 4, Metric = MulticlassMetric.LogLoss };
}
