namespace Graphoid.Runtime.Partitions.Images;

/// <summary>What a frame holds. The numbers are part of the format: none is ever given a second meaning.</summary>
internal enum FrameTag : byte
{
    /// <summary>The counts and facts of the partition, see <see cref="ImageHead"/>.</summary>
    Head = 1,

    /// <summary>Strings, one behind the other; several frames until the announced number is there.</summary>
    Texts = 2,

    /// <summary>Items of a little-endian array; several frames until the announced length is there.</summary>
    Array = 3,

    /// <summary>Values of a column, by the value codec; several frames until all rows are there.</summary>
    Values = 4,

    /// <summary>How ids are stored.</summary>
    Keys = 5,

    /// <summary>How sequence numbers are stored.</summary>
    Sequences = 6,

    /// <summary>How many rows are removed.</summary>
    Removed = 7,

    /// <summary>How type numbers are stored.</summary>
    Codes = 8,

    /// <summary>Kind, length and scalar of a column.</summary>
    Column = 9,

    /// <summary>The counts of edges and ghosts.</summary>
    Edges = 10,

    /// <summary>The number of bindings.</summary>
    Bindings = 11,

    /// <summary>A behaviour's type with its fields, by the value codec.</summary>
    Binding = 12,

    /// <summary>What is bound by default and by node type.</summary>
    Facts = 13,

    /// <summary>How the nodes' own bindings are stored.</summary>
    OwnBindings = 14,
}
