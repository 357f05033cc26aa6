namespace MLExtensions.Data;

/// <summary>What a trainer takes for a label.</summary>
internal enum LabelKind
{
    /// <summary>A class: a key.</summary>
    Key,

    /// <summary>A number: a <see cref="float"/>.</summary>
    Number,

    /// <summary>One of two classes: a <see cref="bool"/>.</summary>
    Boolean,
}
