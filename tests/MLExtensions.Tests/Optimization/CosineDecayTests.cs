using MLExtensions.Optimization.Schedules;

namespace MLExtensions.Tests.Optimization;

[TestClass]
public class CosineDecayTests
{
    [TestMethod]
    public void Falls_from_the_initial_step_over_half_of_it_to_zero()
    {
        var schedule = new CosineDecay(0.4);
        Assert.AreEqual(0.4, schedule.StepSize(0), 1e-15);
        Assert.AreEqual(0.2, schedule.StepSize(0.5), 1e-15);
        Assert.AreEqual(0, schedule.StepSize(1), 1e-15);
        for (int i = 1; i <= 100; i++)
            Assert.IsLessThan(schedule.StepSize((i - 1) / 100.0), schedule.StepSize(i / 100.0));
    }
}
