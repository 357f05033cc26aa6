using Microsoft.ML;

namespace MLExtensions.Tests.Tuning.Running;

/// <summary>The same seed and data give the same bits, whatever the number of threads.</summary>
[TestClass]
public class NumberOfThreadsTests
{
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 2);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void One_thread_gives_the_bits_of_several(bool together)
    {
        double[] one = Sweep(threads: 1);
        CollectionAssert.AreEqual(one, Sweep(threads: 1));
        CollectionAssert.AreEqual(one, Sweep(threads: 2));
        CollectionAssert.AreEqual(one, Sweep(threads: 5));

        double[] Sweep(int threads)
        {
            var ml = new MLContext(seed: 3);
            SweepPipeline pipeline = SweepPipeline.Create((ml, values) => ml.Transforms.PolynomialFeatures("Features", degree: values.Get(_degree)))
                .Append((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(SweepExamples.Lambda)));
            return ml.MulticlassClassification.Sweep(
                ml.Classes(), pipeline, SweepSearch.Grid(_degree, SweepExamples.Lambda),
                new MulticlassSweepOptions { NumberOfThreads = threads, TrainTogether = together, Metric = MulticlassMetric.LogLoss }).Scores();
        }
    }

    [TestMethod]
    public void A_step_made_beforehand_that_draws_whenever_it_is_fitted_gives_the_same_bits_on_one_thread()
    {
        CollectionAssert.AreEqual(Sweep(threads: 1), Sweep(threads: 1));

        static double[] Sweep(int threads)
        {
            var ml = new MLContext(seed: 3);

            // Its random directions are drawn whenever it is fitted.
            SweepPipeline pipeline = ml.Transforms.ApproximatedKernelMap("Features", rank: 6)
                .Append((ml, values) => SweepExamples.Softmax(ml, values.Get(SweepExamples.Lambda)));
            return ml.MulticlassClassification.Sweep(
                ml.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda),
                new MulticlassSweepOptions { NumberOfThreads = threads, Seed = 1, Metric = MulticlassMetric.LogLoss }).Scores();
        }
    }

    [TestMethod]
    public void So_does_a_context_that_factories_have_captured()
    {
        double[] one = Sweep(threads: 1);
        CollectionAssert.AreEqual(one, Sweep(threads: 2));
        CollectionAssert.AreEqual(one, Sweep(threads: 5));

        static double[] Sweep(int threads)
        {
            var captured = new MLContext(seed: 3);
            SweepPipeline pipeline = SweepPipeline.Create((_, _) => captured.Transforms.ApproximatedKernelMap("Features", rank: 6))
                .Append((_, values) => captured.MulticlassClassification.Trainers.SoftmaxRegression(l2Regularization: values.Get(SweepExamples.Lambda)));
            return captured.MulticlassClassification.Sweep(
                captured.Classes(), pipeline, SweepSearch.Grid(SweepExamples.Lambda),
                new MulticlassSweepOptions { NumberOfThreads = threads, Metric = MulticlassMetric.LogLoss }).Scores();
        }
    }

    [TestMethod]
    public void A_seed_in_the_options_overrules_the_context_and_without_one_contexts_of_one_seed_agree()
    {
        CollectionAssert.AreEqual(Sweep(context: 1, seed: 5), Sweep(context: 2, seed: 5));
        CollectionAssert.AreNotEqual(Sweep(context: 1, seed: 5), Sweep(context: 1, seed: 6));
        CollectionAssert.AreEqual(Sweep(context: 1, seed: null), Sweep(context: 1, seed: null));
        CollectionAssert.AreNotEqual(Sweep(context: 1, seed: null), Sweep(context: 2, seed: null));

        static double[] Sweep(int context, int? seed)
        {
            var ml = new MLContext(context);
            return ml.MulticlassClassification.Sweep(
                ml.Classes(), SweepExamples.Softmax(), SweepSearch.Random(3, SweepExamples.Lambda), new MulticlassSweepOptions { Seed = seed }).Scores();
        }
    }
}
