namespace MLExtensions.Optimization.Losses;

/// <summary>Losses in double precision.</summary>
internal static class PreciseLoss
{
    /// <summary>The same loss in double precision.</summary>
    public static ILoss<double, TTarget> Of<TTarget>(ILoss<float, TTarget> loss) => (ILoss<double, TTarget>)(loss switch
    {
        SoftmaxLoss<float> => new SoftmaxLoss<double>(),
        MulticlassHingeLoss<float> hinge => (object)new MulticlassHingeLoss<double>(hinge.Margin),
        SquaredLoss<float> => new SquaredLoss<double>(),
        _ => throw new ArgumentException($"Unknown loss {loss.GetType().Name}.", nameof(loss)),
    });
}
