using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>The same seed and data give the same bits.</summary>
[TestClass]
public class ReproducibilityTests
{
    private readonly Example[] _examples = MadeUpExamples.Draw(100, 6, seed: 1);

    [TestMethod]
    [EachTrainer]
    public void Fitting_again_gives_the_same_bits(TrainerKind kind)
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.View(_examples);
        foreach (IEstimator<ITransformer> trainer in new[] { ml.Trainer(kind), ByMinibatches(ml, kind, options => options.Seed = null) })
            FittedLinear.AssertSameBits(FittedLinear.Of(trainer.Fit(data)), FittedLinear.Of(trainer.Fit(data)));
    }

    [TestMethod]
    [EachTrainer]
    public void Contexts_of_one_seed_give_the_same_bits(TrainerKind kind)
    {
        FittedLinear.AssertSameBits(InContextOfSeed(1), InContextOfSeed(1));
        FittedLinear.AssertOtherBits(InContextOfSeed(1), InContextOfSeed(2));

        FittedLinear InContextOfSeed(int seed)
        {
            var ml = new MLContext(seed);
            return FittedLinear.Of(ByMinibatches(ml, kind, options => options.Seed = null).Fit(ml.View(_examples)));
        }
    }

    [TestMethod]
    [EachTrainer]
    public void Without_minibatches_no_seed_matters(TrainerKind kind)
    {
        FittedLinear.AssertSameBits(WithSeed(1), WithSeed(2));

        FittedLinear WithSeed(int seed)
        {
            var ml = new MLContext(seed);
            return FittedLinear.Of(ml.Trainer(kind).Fit(ml.View(_examples)));
        }
    }

    [TestMethod]
    [EachTrainer]
    public void A_seed_in_the_options_overrules_the_context(TrainerKind kind)
    {
        FittedLinear.AssertSameBits(WithSeed(3, contextSeed: 1), WithSeed(3, contextSeed: 2));
        FittedLinear.AssertOtherBits(WithSeed(3, contextSeed: 1), WithSeed(4, contextSeed: 1));

        FittedLinear WithSeed(int seed, int contextSeed)
        {
            var ml = new MLContext(contextSeed);
            return FittedLinear.Of(ByMinibatches(ml, kind, options => options.Seed = seed).Fit(ml.View(_examples)));
        }
    }

    /// <summary>From reading to weights, with enough rows and columns for several threads to have something to do.</summary>
    [TestMethod]
    [EachTrainer]
    public void Any_number_of_threads_gives_the_same_bits(TrainerKind kind)
    {
        Example[] examples = MadeUpExamples.Draw(4_000, 120, seed: 2);
        FittedLinear one = WithThreads(1);
        FittedLinear.AssertSameBits(one, WithThreads(2));
        FittedLinear.AssertSameBits(one, WithThreads(5));

        FittedLinear WithThreads(int threads)
        {
            var ml = new MLContext(seed: 1);
            return FittedLinear.Of(ml.Trainer(kind, options =>
            {
                options.NumberOfThreads = threads;
                options.BatchSize = 2_500;
                options.NumberOfIterations = 15;
            }).Fit(ml.Data.Cache(ml.View(examples))));
        }
    }

    [TestMethod]
    [EachTrainer]
    public void Without_shuffling_no_seed_matters(TrainerKind kind)
    {
        FittedLinear.AssertSameBits(WithSeed(1), WithSeed(2));

        FittedLinear WithSeed(int seed)
        {
            var ml = new MLContext();
            return FittedLinear.Of(ByMinibatches(ml, kind, options =>
            {
                options.Seed = seed;
                options.Shuffle = false;
            }).Fit(ml.View(_examples)));
        }
    }

    [TestMethod]
    [EachTrainer]
    public void Options_are_read_when_the_trainer_is_made(TrainerKind kind)
    {
        var ml = new MLContext(seed: 1);
        LinearTrainerOptions? kept = null;
        IEstimator<ITransformer> trainer = ByMinibatches(ml, kind, options => kept = options);
        FittedLinear before = FittedLinear.Of(trainer.Fit(ml.View(_examples)));

        kept!.L2Regularization = 100f;
        kept.FeatureColumnName = "Absent";
        kept.Seed = 2;

        FittedLinear.AssertSameBits(before, FittedLinear.Of(trainer.Fit(ml.View(_examples))));
    }

    /// <summary>A trainer whose model depends on the order of the examples.</summary>
    private static IEstimator<ITransformer> ByMinibatches(MLContext ml, TrainerKind kind, Action<LinearClassifierOptions> configure) =>
        ml.QuickTrainer(kind, options =>
        {
            options.UseQuasiNewton = false;
            configure(options);
        });
}
