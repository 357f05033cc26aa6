using System.Numerics.Tensors;
using System.Reflection;
using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Rules and schedules are made by the methods of their base; a user's own do as well.</summary>
[TestClass]
public class FactoryTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(typeof(UpdateRule))]
    [DataRow(typeof(StepSchedule))]
    public void Every_rule_and_schedule_is_made_by_a_method_with_its_own_arguments_and_defaults(Type contract)
    {
        Type[] made = [.. contract.Assembly.GetTypes().Where(type => type.IsSubclassOf(contract) && !type.IsAbstract)];
        MethodInfo[] methods = contract.GetMethods(BindingFlags.Public | BindingFlags.Static);
        Assert.HasCount(made.Length, methods);
        foreach (Type type in made)
        {
            Assert.IsFalse(type.IsPublic, type.Name);
            MethodInfo method = methods.Single(method =>
                type.Name == method.Name || type.Name == method.Name + "Decay" || type.Name == "Step" + method.Name || type.Name == "Linear" + method.Name);
            CollectionAssert.AreEqual(Arguments(type.GetConstructors().Single()), Arguments(method), type.Name);
            object?[] arguments = [.. method.GetParameters().Select(Argument)];
            Assert.IsInstanceOfType(method.Invoke(null, arguments), type);
        }

        static (string?, object?)[] Arguments(MethodBase method) =>
            [.. method.GetParameters().Select(parameter => (parameter.Name, parameter.HasDefaultValue ? parameter.DefaultValue : null))];

        static object? Argument(ParameterInfo parameter) => parameter switch
        {
            { HasDefaultValue: true } => parameter.DefaultValue,
            { ParameterType: var type } when type == typeof(StepSchedule) => StepSchedule.Constant(),
            { ParameterType: var type } when type == typeof(long) => 3L,
            _ => 0.5,
        };
    }

    [TestMethod]
    public void A_rule_of_one_s_own_trains_as_the_library_s_does()
    {
        FittedLinear library = Train(UpdateRule.GradientStep(), StepSchedule.Cosine());
        FittedLinear own = Train(new OwnGradientStep(), StepSchedule.Cosine());
        FittedLinear.AssertSameBits(library, own);
        FittedLinear.AssertOtherBits(library, Train(UpdateRule.Adam(), StepSchedule.Cosine()));
    }

    [TestMethod]
    public void A_schedule_of_one_s_own_trains_as_the_library_s_does()
    {
        FittedLinear library = Train(UpdateRule.Adam(), StepSchedule.InverseTime(0.5));
        FittedLinear own = Train(UpdateRule.Adam(), new OwnInverseTime());
        FittedLinear.AssertSameBits(library, own);
        FittedLinear.AssertOtherBits(library, Train(UpdateRule.Adam(), StepSchedule.Constant()));
    }

    [TestMethod]
    public void A_rule_of_one_s_own_needs_a_learning_rate()
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.MulticlassClassification.Trainers.SoftmaxRegression(new SoftmaxRegressionTrainer.Options { UpdateRule = new OwnGradientStep() }));
        StringAssert.Contains(error.Message, "LearningRate must be set where UpdateRule is a rule of your own (OwnGradientStep), which has no automatic one.");
    }

    private FittedLinear Train(UpdateRule rule, StepSchedule schedule) => FittedLinear.Of(_ml.QuickTrainer(TrainerKind.SoftmaxRegression, options =>
    {
        options.UpdateRule = rule;
        options.Schedule = schedule;
        options.LearningRate = 0.1f;
        options.UseQuasiNewton = false;
    }).Fit(_ml.View(MadeUpExamples.Draw(60, 4, seed: 1))));

    private sealed class OwnGradientStep : UpdateRule
    {
        public override int StatePerParameter => 0;

        public override void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update) =>
            TensorPrimitives.MultiplyAdd(gradient, T.CreateChecked(-update.Size), parameters, parameters);
    }

    private sealed class OwnInverseTime : StepSchedule
    {
        public override double Factor(long stepsDone, long stepsPlanned) => 1 / (1 + 0.5 * stepsDone);
    }
}
