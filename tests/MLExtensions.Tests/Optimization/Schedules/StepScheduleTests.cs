using MLExtensions.Optimization.Schedules;

namespace MLExtensions.Tests.Optimization.Schedules;

[TestClass]
public class StepScheduleTests
{
    private const double Rounding = 1e-15;

    [TestMethod]
    public void Constant_stays()
    {
        Assert.AreEqual(0.4, new Constant(0.4).StepSize(0, 10));
        Assert.AreEqual(0.4, new Constant(0.4).StepSize(9, 10));
    }

    [TestMethod]
    public void Step_decay_multiplies_every_so_many_iterations()
    {
        var schedule = new StepDecay(0.8, factor: 0.5, every: 3);
        double[] expected = [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2];
        for (int t = 0; t < expected.Length; t++)
            Assert.AreEqual(expected[t], schedule.StepSize(t, expected.Length), Rounding);
    }

    [TestMethod]
    public void Inverse_time_halves_after_one_over_the_rate()
    {
        var schedule = new InverseTimeDecay(0.4, rate: 0.1);
        Assert.AreEqual(0.4, schedule.StepSize(0, 100), Rounding);
        Assert.AreEqual(0.2, schedule.StepSize(10, 100), Rounding);
        Assert.AreEqual(0.1, schedule.StepSize(30, 100), Rounding);
    }

    [TestMethod]
    public void Cosine_falls_from_the_initial_step_over_half_of_it_to_zero()
    {
        var schedule = new CosineDecay(0.4);
        Assert.AreEqual(0.4, schedule.StepSize(0, 100), Rounding);
        Assert.AreEqual(0.2, schedule.StepSize(50, 100), Rounding);
        Assert.AreEqual(0, schedule.StepSize(100, 100), Rounding);
        for (int t = 1; t <= 100; t++)
            Assert.IsLessThan(schedule.StepSize(t - 1, 100), schedule.StepSize(t, 100));
    }

    [TestMethod]
    public void Warm_up_rises_to_the_schedule_s_start_and_hands_over_the_iterations_left()
    {
        var cosine = new CosineDecay(0.4);
        var schedule = new LinearWarmup(cosine, 4);
        double[] rising = [0.1, 0.2, 0.3, 0.4];
        for (int t = 0; t < 4; t++)
            Assert.AreEqual(rising[t], schedule.StepSize(t, 14), Rounding);
        for (int t = 0; t < 10; t++)
            Assert.AreEqual(cosine.StepSize(t, 10), schedule.StepSize(4 + t, 14));
    }

    [TestMethod]
    public void A_run_shorter_than_its_warm_up_is_all_warm_up()
    {
        var schedule = new LinearWarmup(new CosineDecay(0.4), 4);
        Assert.AreEqual(0.1, schedule.StepSize(0, 2), Rounding);
        Assert.AreEqual(0.2, schedule.StepSize(1, 2), Rounding);
    }

    [TestMethod]
    public void Arguments_out_of_range_are_refused()
    {
        Func<object>[] wrong =
        [
            () => new Constant(0),
            () => new Constant(double.NaN),
            () => new CosineDecay(double.PositiveInfinity),
            () => new StepDecay(-1, 0.5, 1),
            () => new StepDecay(1, 0, 1),
            () => new StepDecay(1, 1.1, 1),
            () => new StepDecay(1, 0.5, 0),
            () => new InverseTimeDecay(1, -0.1),
            () => new LinearWarmup(new Constant(1), 0),
        ];
        foreach (Func<object> create in wrong)
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(create);
        Assert.ThrowsExactly<ArgumentNullException>(() => new LinearWarmup(null!, 1));
    }
}
