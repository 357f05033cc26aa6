namespace MLExtensions.Tests.Optimization.UpdateRules;

/// <summary>The update rules that the tests go through: a line for each.</summary>
/// <param name="Name">Shown in the name of the test.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Transcribe">Its formula.</param>
/// <param name="LearningRate">What a conditioned linear problem takes well; null: the rule leads elsewhere than to the minimum.</param>
internal sealed record ListedRule(
    string Name, UpdateRule Rule, Func<ScalarRule> Transcribe, double? LearningRate)
{
    public static IReadOnlyList<ListedRule> All { get; } =
    [
        new("gradient step", UpdateRule.GradientStep(), ScalarRules.GradientStep, 1),
        new("momentum", UpdateRule.Momentum(), () => ScalarRules.Momentum(0.9), 1),
        new("Nesterov", UpdateRule.Nesterov(), () => ScalarRules.Nesterov(0.9), 1),
        new("AdaGrad", UpdateRule.AdaGrad(), ScalarRules.AdaGrad, 0.3),
        new("Adam", UpdateRule.Adam(), () => ScalarRules.AdamW(0), 0.1),
        new("AdamW", UpdateRule.AdamW(0), () => ScalarRules.AdamW(0), 0.1),
        new("AdamW, decay 0.1", UpdateRule.AdamW(0.1), () => ScalarRules.AdamW(0.1), null),
        new("LAMB", UpdateRule.Lamb(0), () => ScalarRules.Lamb(0), 0.1),
        new("LAMB, decay 0.1", UpdateRule.Lamb(0.1), () => ScalarRules.Lamb(0.1), null),
    ];

    public static IEnumerable<ListedRule> Minimizing => All.Where(rule => rule.LearningRate is not null);

    public override string ToString() => Name;
}
