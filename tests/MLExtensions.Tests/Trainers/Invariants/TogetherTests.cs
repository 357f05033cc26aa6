namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>A λ trained together with others gives the model that it gives alone.</summary>
[TestClass]
public class TogetherTests
{
    private static readonly float[] _lambdas = [1e-6f, 1e-4f, 1e-2f, 1, 100, 1e4f, 1e6f];

    [TestMethod]
    [EachLinearTrainer]
    public void Alone_and_together_give_the_same_model(LinearTrainer trainer) => Property.Holds(
        36, firstSeed: 8000, seed => InvariantProblems.Draw(trainer, seed), problem =>
        {
            PlainModel[] together = Training.FitAll(problem, _lambdas);
            return _lambdas.SelectMany((lambda, i) =>
            {
                InvariantProblem own = problem with { Lambda = lambda };
                var optimum = new Optimum(own);
                PlainModel alone = Training.Fit(own);
                return Equality.Of(optimum, alone, optimum, together[i])
                    .Append(optimum.Excess(together[i], "F − F* together"))
                    .Append(optimum.Excess(alone, "F − F* alone"))
                    .Select(miss => miss with { What = FormattableString.Invariant($"λ = {lambda:G3}: {miss.What}") });
            });
        });
}
