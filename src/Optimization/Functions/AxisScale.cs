namespace MLExtensions;

/// <summary>How values are spread along an axis of a search.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally likely.</summary>
    Uniform,

    /// <summary>Equal ratios are equally likely; for step sizes and penalties, whose order of magnitude is sought.</summary>
    Logarithmic,
}
