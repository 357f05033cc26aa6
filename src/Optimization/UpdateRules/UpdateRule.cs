namespace MLExtensions;

/// <summary>
/// The update rules that come with the library, for <see cref="LinearTrainerOptions.UpdateRule"/>; a rule of your own is an
/// <see cref="IUpdateRule{T}"/>.
/// </summary>
public static class UpdateRule
{
    /// <inheritdoc cref="GradientStep{T}"/>
    public static IUpdateRule<float> GradientStep() => new GradientStep<float>();

    /// <inheritdoc cref="Momentum{T}"/>
    public static IUpdateRule<float> Momentum(double beta = 0.9) => new Momentum<float>(beta);

    /// <inheritdoc cref="Nesterov{T}"/>
    public static IUpdateRule<float> Nesterov(double beta = 0.9) => new Nesterov<float>(beta);

    /// <inheritdoc cref="AdaGrad{T}"/>
    public static IUpdateRule<float> AdaGrad(double epsilon = 1e-10) => new AdaGrad<float>(epsilon);

    /// <inheritdoc cref="Adam{T}"/>
    public static IUpdateRule<float> Adam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) => new Adam<float>(beta1, beta2, epsilon);

    /// <inheritdoc cref="AdamW{T}"/>
    public static IUpdateRule<float> AdamW(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) =>
        new AdamW<float>(decay, beta1, beta2, epsilon);

    /// <inheritdoc cref="Lamb{T}"/>
    public static IUpdateRule<float> Lamb(double decay = 0.01, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6) =>
        new Lamb<float>(decay, beta1, beta2, epsilon);
}
