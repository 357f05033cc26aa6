namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>Models are those of the minimum, for λ from 1e-6 to 1e6 and features × 1e-3 to 1e3.</summary>
[TestClass]
public class MinimumTests
{
    [TestMethod]
    [EachLinearTrainer]
    public void Objectives_are_within_half_a_percent_of_the_minimum(LinearTrainer trainer) => Property.Holds(
        72, firstSeed: 9000, seed => InvariantProblems.Draw(trainer, seed), problem =>
        {
            var optimum = new Optimum(problem);
            return [optimum.Excess(Training.Fit(problem))];
        });

    [TestMethod]
    [EachLinearTrainer]
    public void The_minimum_that_models_are_compared_with_is_certain(LinearTrainer trainer) => Property.Holds(
        240, firstSeed: 9000, seed => InvariantProblems.Draw(trainer, seed), problem =>
        {
            // What double precision leaves of a dual objective whose terms are of the size of F at 0.
            var optimum = new Optimum(problem);
            return
            [
                new Miss("certified gap", optimum.Value - optimum.LowerBound, 1e-4 * optimum.Value + 1e-14 * optimum.AtZero),
                new Miss("difference of objectives", Math.Abs(problem.Objective(optimum.Model) - optimum.Value), 1e-4 * optimum.Value + 1e-14 * optimum.AtZero),
            ];
        });
}
