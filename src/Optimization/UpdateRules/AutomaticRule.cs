namespace MLExtensions.Optimization.UpdateRules;

/// <summary>A rule that knows a learning rate for where the user has chosen none.</summary>
internal abstract class AutomaticRule : UpdateRule
{
    /// <summary>α₀, positive and finite.</summary>
    /// <param name="scale">What the data say about the length of steps.</param>
    public abstract double AutomaticLearningRate(StepScale scale);
}
