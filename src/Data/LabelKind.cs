namespace MLExtensions.Data;

/// <summary>What a trainer takes for a label.</summary>
internal enum LabelKind
{
    /// <summary>A class: a key.</summary>
    Key,

    /// <summary>A number: a <see cref="float"/>.</summary>
    Number,
}
