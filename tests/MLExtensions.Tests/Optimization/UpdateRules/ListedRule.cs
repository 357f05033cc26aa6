namespace MLExtensions.Tests.Optimization.UpdateRules;

/// <summary>The update rules that the tests go through: a line for each.</summary>
/// <param name="Name">Shown in the name of the test.</param>
/// <param name="Single">The rule.</param>
/// <param name="Double">The same rule in double precision.</param>
/// <param name="Transcribe">Its formula.</param>
/// <param name="LearningRate">What a conditioned linear problem takes well; null: the rule leads elsewhere than to the minimum.</param>
internal sealed record ListedRule(
    string Name, IUpdateRule<float> Single, IUpdateRule<double> Double, Func<ScalarRule> Transcribe, double? LearningRate)
{
    public static IReadOnlyList<ListedRule> All { get; } =
    [
        new("gradient step", new GradientStep<float>(), new GradientStep<double>(), ScalarRules.GradientStep, 1),
        new("momentum", new Momentum<float>(), new Momentum<double>(), () => ScalarRules.Momentum(0.9), 1),
        new("Nesterov", new Nesterov<float>(), new Nesterov<double>(), () => ScalarRules.Nesterov(0.9), 1),
        new("AdaGrad", new AdaGrad<float>(), new AdaGrad<double>(), ScalarRules.AdaGrad, 0.3),
        new("Adam", new Adam<float>(), new Adam<double>(), () => ScalarRules.AdamW(0), 0.1),
        new("AdamW", new AdamW<float>(0), new AdamW<double>(0), () => ScalarRules.AdamW(0), 0.1),
        new("AdamW, decay 0.1", new AdamW<float>(0.1), new AdamW<double>(0.1), () => ScalarRules.AdamW(0.1), null),
        new("LAMB", new Lamb<float>(0), new Lamb<double>(0), () => ScalarRules.Lamb(0), 0.1),
        new("LAMB, decay 0.1", new Lamb<float>(0.1), new Lamb<double>(0.1), () => ScalarRules.Lamb(0.1), null),
    ];

    public static IEnumerable<ListedRule> Minimizing => All.Where(rule => rule.LearningRate is not null);

    public override string ToString() => Name;
}
