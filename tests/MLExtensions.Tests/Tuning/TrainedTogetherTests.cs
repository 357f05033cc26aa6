using System.Reflection;
using Microsoft.ML;
using MLExtensions.Contracts;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Tuning;

/// <summary>Trials that differ in λ alone are trained together, also if all their options were made anew for each.</summary>
[TestClass]
public class TrainedTogetherTests
{
    private static readonly CancellationTokenSource _source = new();

    /// <summary>For each option a value that is not its default, made anew.</summary>
    private static readonly Dictionary<string, Func<object>> _values = new()
    {
        [nameof(LinearTrainerOptions.LabelColumnName)] = () => new string("Group"),
        [nameof(LinearTrainerOptions.FeatureColumnName)] = () => new string("Numbers"),
        [nameof(LinearTrainerOptions.ExampleWeightColumnName)] = () => new string("Weight"),
        [nameof(LinearTrainerOptions.NumberOfIterations)] = () => 7,
        [nameof(LinearTrainerOptions.TimeLimit)] = () => TimeSpan.FromHours(1),
        [nameof(LinearTrainerOptions.ConvergenceTolerance)] = () => 0.01f,
        [nameof(LinearTrainerOptions.EarlyStopping)] = () => new EarlyStopping(),
        [nameof(LinearTrainerOptions.UpdateRule)] = () => UpdateRule.Adam(),
        [nameof(LinearTrainerOptions.LearningRate)] = () => 0.1f,
        [nameof(LinearTrainerOptions.Schedule)] = () => StepSchedule.Constant(),
        [nameof(LinearTrainerOptions.BatchSize)] = () => 3,
        [nameof(LinearTrainerOptions.ReduceVariance)] = () => false,
        [nameof(LinearTrainerOptions.AveragedShare)] = () => 0.5f,
        [nameof(LinearTrainerOptions.UseQuasiNewton)] = () => false,
        [nameof(LinearTrainerOptions.Shuffle)] = () => false,
        [nameof(LinearTrainerOptions.Seed)] = () => 12,
        [nameof(LinearTrainerOptions.NumberOfThreads)] = () => 3,
        [nameof(LinearTrainerOptions.ReportDualityGap)] = () => true,
        [nameof(LinearTrainerOptions.Progress)] = () => new Progress<TrainingProgress>(),
        [nameof(LinearTrainerOptions.CancellationToken)] = () => _source.Token,
        [nameof(LinearClassifierOptions.ClassWeights)] = () => ClassWeights.ByValue(new Dictionary<int, float> { [1] = 2, [2] = 3 }),
        [nameof(MulticlassSvmTrainer.Options.Margin)] = () => 2f,
        [nameof(RidgeRegressionTrainer.Options.Solver)] = () => RidgeSolver.Descent,
    };

    /// <summary>What gives a trainer a way of its own to descend, or more to do than to train, so that it is trained by itself.</summary>
    private static readonly string[] _alone =
    [
        nameof(LinearTrainerOptions.NumberOfIterations), nameof(LinearTrainerOptions.TimeLimit), nameof(LinearTrainerOptions.EarlyStopping),
        nameof(LinearTrainerOptions.UpdateRule), nameof(LinearTrainerOptions.LearningRate), nameof(LinearTrainerOptions.Schedule),
        nameof(LinearTrainerOptions.BatchSize), nameof(LinearTrainerOptions.ReduceVariance), nameof(LinearTrainerOptions.AveragedShare),
        nameof(LinearTrainerOptions.UseQuasiNewton), nameof(LinearTrainerOptions.ReportDualityGap), nameof(LinearTrainerOptions.Progress),
    ];

    public static IEnumerable<object[]> Options =>
        from type in (Type[])
        [
            typeof(SoftmaxRegressionTrainer.Options), typeof(MulticlassSvmTrainer.Options), typeof(LogisticRegressionTrainer.Options),
            typeof(SupportVectorMachineTrainer.Options), typeof(RidgeRegressionTrainer.Options),
        ]
        from property in type.GetProperties()
        where property.Name != nameof(LinearTrainerOptions.L2Regularization)
        select (object[])[type, property.Name];

    [TestMethod]
    [DynamicData(nameof(Options))]
    public void An_option_is_compared_by_its_value(Type type, string option)
    {
        var ml = new MLContext(seed: 1);
        object? with = Common(isSet: true, 1), again = Common(isSet: true, 2), without = Common(isSet: false, 1);
        Assert.IsNotNull(without);
        Assert.AreEqual(without, Common(isSet: false, 2));
        if (_alone.Contains(option))
        {
            Assert.IsNull(with);
            return;
        }

        Assert.IsNotNull(with);
        Assert.AreEqual(with, again);
        Assert.AreEqual(with.GetHashCode(), again!.GetHashCode());
        Assert.AreNotEqual(without, with);

        object? Common(bool isSet, float lambda)
        {
            var options = (LinearTrainerOptions)Activator.CreateInstance(type)!;
            options.L2Regularization = lambda;
            PropertyInfo property = type.GetProperty(option)!;
            if (isSet)
            {
                object value = _values[option]();
                Assert.AreNotEqual(property.GetValue(options), value, "It is to differ from the default.");
                property.SetValue(options, value);
            }

            return Trainer(options).AllButPenalty;
        }

        IPenalizedTrainer Trainer(LinearTrainerOptions options) => options switch
        {
            SoftmaxRegressionTrainer.Options softmax => ml.MulticlassClassification.Trainers.SoftmaxRegression(softmax),
            MulticlassSvmTrainer.Options svm => ml.MulticlassClassification.Trainers.MulticlassSvm(svm),
            LogisticRegressionTrainer.Options logistic => ml.BinaryClassification.Trainers.LogisticRegression(logistic),
            SupportVectorMachineTrainer.Options svm => ml.BinaryClassification.Trainers.SupportVectorMachine(svm),
            _ => ml.Regression.Trainers.RidgeRegression((RidgeRegressionTrainer.Options)options),
        };
    }

    [TestMethod]
    [DataRow(2f, 3f, true)]
    [DataRow(3f, 2f, false)]
    public void Class_weights_are_the_same_in_any_order(float first, float second, bool areSame) => Assert.AreEqual(
        areSame,
        ClassWeights.ByValue(new Dictionary<int, float> { [1] = 2, [2] = 3 }).Equals(ClassWeights.ByValue(new Dictionary<int, float> { [2] = second, [1] = first })));

    [TestMethod]
    public void Class_weights_made_in_a_step_leave_trials_together()
    {
        var ml = new MLContext(seed: 1);
        var log = new RecordingLog(ml);
        ml.MulticlassClassification.Sweep(
            ml.Classes(),
            SweepPipeline.Create((ml, values) => ml.MulticlassClassification.Trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options
            {
                L2Regularization = values.Get(SweepExamples.Lambda),
                ClassWeights = ClassWeights.ByValue(new Dictionary<uint, float> { [1] = 2 }),
            })),
            SweepSearch.Grid(SweepExamples.Lambda), new MulticlassSweepOptions { NumberOfFolds = 3 });
        Assert.HasCount(3, log.Infos.Where(message => message.Contains("5 models, λ from", StringComparison.Ordinal)));
    }
}
