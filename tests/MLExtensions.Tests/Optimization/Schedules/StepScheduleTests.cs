namespace MLExtensions.Tests.Optimization.Schedules;

[TestClass]
public class StepScheduleTests
{
    private const double Rounding = 1e-15;

    [TestMethod]
    public void Constant_stays()
    {
        Assert.AreEqual(1, StepSchedule.Constant().Factor(0, 10));
        Assert.AreEqual(1, StepSchedule.Constant().Factor(9, 10));
    }

    [TestMethod]
    public void Step_decay_multiplies_every_so_many_iterations()
    {
        var schedule = StepSchedule.Decay(factor: 0.5, every: 3);
        double[] expected = [1, 1, 1, 0.5, 0.5, 0.5, 0.25];
        for (int t = 0; t < expected.Length; t++)
            Assert.AreEqual(expected[t], schedule.Factor(t, expected.Length), Rounding);
    }

    [TestMethod]
    public void Inverse_time_halves_after_one_over_the_rate()
    {
        var schedule = StepSchedule.InverseTime(rate: 0.1);
        Assert.AreEqual(1, schedule.Factor(0, 100), Rounding);
        Assert.AreEqual(0.5, schedule.Factor(10, 100), Rounding);
        Assert.AreEqual(0.25, schedule.Factor(30, 100), Rounding);
    }

    [TestMethod]
    public void Cosine_falls_from_one_over_half_of_it_to_zero()
    {
        var schedule = StepSchedule.Cosine();
        Assert.AreEqual(1, schedule.Factor(0, 100), Rounding);
        Assert.AreEqual(0.5, schedule.Factor(50, 100), Rounding);
        Assert.AreEqual(0, schedule.Factor(100, 100), Rounding);
        for (int t = 1; t <= 100; t++)
            Assert.IsLessThan(schedule.Factor(t - 1, 100), schedule.Factor(t, 100));
    }

    [TestMethod]
    public void Warm_up_rises_to_the_schedule_s_start_and_hands_over_the_iterations_left()
    {
        var cosine = StepSchedule.Cosine();
        var schedule = StepSchedule.Warmup(cosine, 4);
        double[] rising = [0.25, 0.5, 0.75, 1];
        for (int t = 0; t < 4; t++)
            Assert.AreEqual(rising[t], schedule.Factor(t, 14), Rounding);
        for (int t = 0; t < 10; t++)
            Assert.AreEqual(cosine.Factor(t, 10), schedule.Factor(4 + t, 14));
    }

    [TestMethod]
    public void A_run_shorter_than_its_warm_up_is_all_warm_up()
    {
        var schedule = StepSchedule.Warmup(StepSchedule.Cosine(), 4);
        Assert.AreEqual(0.25, schedule.Factor(0, 2), Rounding);
        Assert.AreEqual(0.5, schedule.Factor(1, 2), Rounding);
    }

    [TestMethod]
    public void Arguments_out_of_range_are_refused()
    {
        Func<object>[] wrong =
        [
            () => StepSchedule.Decay(0, 1),
            () => StepSchedule.Decay(double.NaN, 1),
            () => StepSchedule.Decay(1.1, 1),
            () => StepSchedule.Decay(0.5, 0),
            () => StepSchedule.InverseTime(-0.1),
            () => StepSchedule.InverseTime(double.PositiveInfinity),
            () => StepSchedule.Warmup(StepSchedule.Constant(), 0),
        ];
        foreach (Func<object> create in wrong)
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(create);
        Assert.ThrowsExactly<ArgumentNullException>(() => StepSchedule.Warmup(null!, 1));
    }
}
