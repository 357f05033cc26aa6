using System.Reflection;
using Microsoft.ML;
using MLExtensions.Tests.Support;

namespace MLExtensions.Tests.Trainers;

/// <summary>Rules and schedules are at hand where the options of trainers are, and are what they are called.</summary>
[TestClass]
public class FactoryTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Every_rule_and_schedule_has_a_factory_with_its_own_arguments_and_defaults()
    {
        Check(typeof(UpdateRule), typeof(IUpdateRule<>));
        Check(typeof(StepSchedule), typeof(IStepSchedule));

        static void Check(Type factories, Type contract)
        {
            Type[] made = [.. contract.Assembly.GetTypes().Where(type => type.IsPublic && type.IsClass && type.GetInterfaces().Any(
                one => one == contract || (one.IsGenericType && one.GetGenericTypeDefinition() == contract)))];
            MethodInfo[] methods = factories.GetMethods(BindingFlags.Public | BindingFlags.Static);
            Assert.HasCount(made.Length, methods);
            foreach (Type type in made)
            {
                string name = type.Name.Split('`')[0];
                MethodInfo method = methods.Single(method => name == method.Name || name == method.Name + "Decay" || name == "Step" + method.Name || name == "Linear" + method.Name);
                CollectionAssert.AreEqual(Arguments(type.GetConstructors().Single()), Arguments(method), name);
            }
        }

        static (string?, object?)[] Arguments(MethodBase method) =>
            [.. method.GetParameters().Select(parameter => (parameter.Name, parameter.HasDefaultValue ? parameter.DefaultValue : null))];
    }

    [TestMethod]
    public void What_a_factory_makes_trains_as_the_rule_itself()
    {
        FittedLinear.AssertSameBits(Train(new Adam<float>(0.8), new CosineDecay()), Train(UpdateRule.Adam(0.8), StepSchedule.Cosine()));
        FittedLinear.AssertSameBits(
            Train(new Momentum<float>(0.5), new LinearWarmup(new StepDecay(0.5, 2), 3)),
            Train(UpdateRule.Momentum(0.5), StepSchedule.Warmup(StepSchedule.Decay(0.5, 2), steps: 3)));
        FittedLinear.AssertOtherBits(Train(UpdateRule.Adam(0.8), StepSchedule.Cosine()), Train(UpdateRule.Adam(), StepSchedule.Cosine()));
    }

    private FittedLinear Train(IUpdateRule<float> rule, IStepSchedule schedule) => FittedLinear.Of(_ml.QuickTrainer(TrainerKind.SoftmaxRegression, options =>
    {
        options.UpdateRule = rule;
        options.Schedule = schedule;
        options.UseQuasiNewton = false;
    }).Fit(_ml.View(MadeUpExamples.Draw(60, 4, seed: 1))));
}
