namespace Graphoid.Runtime.Partitions;

/// <summary>How a <see cref="Column"/> stores its values; a column only ever moves down this list.</summary>
public enum ColumnKind : byte
{
    /// <summary>One scalar stands for all rows; no array.</summary>
    Uniform,

    /// <summary>All values are numbers: 8 bytes a row.</summary>
    Numbers,

    /// <summary>All values are bools: 1 bit a row.</summary>
    Bits,

    /// <summary>Anything: 16 bytes a row.</summary>
    Values,
}
