namespace Graphoid.Runtime.Encoding;

/// <summary>The fixed numbers of the encoding. What has been given a meaning keeps it: journals live longer than versions.</summary>
internal static class EncodingFormat
{
    /// <summary>First byte of every blob; a reader takes this version and all older ones.</summary>
    public const byte Version = 1;

    /// <summary>Texts that a blob refers back to; the ones met later are written out each time. Part of the format: both sides count.</summary>
    public const int TextTableMax = 65_536;

    /// <summary>Shorter texts are cheaper written again; in bytes as they lie in the blob. Part of the format.</summary>
    public const int TextTableBytesMin = 2;

    /// <summary>Bytes of a program's hash (SHA-256).</summary>
    public const int HashBytes = 32;

    /// <summary>Properties of one graph; a writer refuses more. Each one makes a layout of all before it, so a short blob could
    /// take much memory without this bound.</summary>
    public const int PropertiesMax = 4096;

    /// <summary>Definitions of one name; they differ in their number of parameters, so programs stay far below. A reader refuses more.</summary>
    public const int OverloadsMax = 1024;

    /// <summary>Whole numbers up to here lie in 8 bytes of varint or less, and doubles hold them exactly.</summary>
    public const double WholeNumberMax = 1L << 53;
}

/// <summary>The first byte of an encoded value. Numbers are never reused.</summary>
/// <remarks>Varints are LEB128; "zigzag" maps small negative numbers to small ones. A text is one varint <c>h</c>: 0 is null,
/// else <c>(h - 1) &amp; 3</c> says what <c>n = (h - 1) >> 2</c> counts: 0 bytes of UTF-8, 1 chars of UTF-16 (texts with lone
/// surrogates), 2 a place in the table of texts. "Registers" puts the object into the table of objects; what <see cref="Known"/>
/// refers to. "Body" is written behind everything that is begun, in order of registration.</remarks>
internal enum ValueTag : byte
{
    /// <summary>No value at all.</summary>
    Undefined = 0,

    /// <summary><c>none</c>.</summary>
    None = 1,

    /// <summary><c>false</c>.</summary>
    False = 2,

    /// <summary><c>true</c>.</summary>
    True = 3,

    /// <summary>8 bytes: the bits of a double, low byte first.</summary>
    Number = 4,

    /// <summary>Zigzag varint: a whole number within ±2^53, not -0.</summary>
    WholeNumber = 5,

    /// <summary>Text.</summary>
    String = 6,

    /// <summary>Text: the name without colon.</summary>
    Symbol = 7,

    /// <summary>Varint count, elements.</summary>
    List = 8,

    /// <summary>Registers; as <see cref="List"/>.</summary>
    SharedList = 9,

    /// <summary>Varint count, keys and values in order of insertion.</summary>
    Map = 10,

    /// <summary>Registers; as <see cref="Map"/>.</summary>
    SharedMap = 11,

    /// <summary>Two doubles: first element and step; varint count.</summary>
    Range = 12,

    /// <summary>Registers; texts: body and flags.</summary>
    Regex = 13,

    /// <summary>Registers; texts: kind, message, id; bool: fits RuntimeError too; texts: label, help; varint count of notes, texts;
    /// varint count of trace frames: texts function and file, program, varints start, length and line.</summary>
    Error = 14,

    /// <summary>Registers; module, varint place of the code in its program, <c>self</c> as a value, home type. Body: varint count of
    /// module variables that nothing before has brought along, each varint slot and value; captured values (a reference, then varint
    /// count and values when new); the overload as a value.</summary>
    Function = 15,

    /// <summary>Text: qualified name; receiver as a value.</summary>
    NativeFunction = 16,

    /// <summary>Text: name of a built-in namespace.</summary>
    Namespace = 17,

    /// <summary>Registers; graph as a value, key.</summary>
    Node = 18,

    /// <summary>From and to as values, text: type; weight and properties as values.</summary>
    Edge = 19,

    /// <summary>Registers; graph as a value, varint index, text: name.</summary>
    Partition = 20,

    /// <summary>Registers; text: what the context calls a distributed graph.</summary>
    GraphReference = 21,

    /// <summary>Registers; type. Body: <see cref="GraphTraits"/>; zigzag varint origin; when it has a control layer: the rules, varint count
    /// of rulesets, texts, settings as a value; varint count of properties, each text and value; bool: has data; the data as
    /// the context writes it.</summary>
    Graph = 22,

    /// <summary>Type whose template this is; its body lies in that of the type.</summary>
    Template = 23,

    /// <summary>Registers; zigzag varint: number at the side that wrote it; byte: kind; text: display form.</summary>
    Exported = 24,

    /// <summary>Varint: place in the table of objects.</summary>
    Known = 25,

    /// <summary>Varint: digits behind the point; varint count, bytes of the digits as a signed whole number, low byte first.</summary>
    BigNumber = 26,

    /// <summary>Registers; as <see cref="List"/>, and no program may change it.</summary>
    FrozenList = 27,

    /// <summary>Registers; as <see cref="Map"/>, and no program may change it.</summary>
    FrozenMap = 28,

    /// <summary>Registers; the cause as a value, then as <see cref="Error"/>.</summary>
    CausedError = 29,

    /// <summary>Zigzag varint: whole seconds since 1970-01-01 UTC; varint: nanoseconds.</summary>
    Time = 32,

    /// <summary>Registers; module, texts: its path, and what the import called it. Body: the variables that others may use, as in
    /// <see cref="Function"/>.</summary>
    FileModule = 40,

    /// <summary>Registers; bool: frozen; rules; the list or map as <see cref="List"/> or <see cref="Map"/>. Rules: varint count, each
    /// text: name; byte <see cref="RuleForm"/>; varint count, arguments as values; text: the ruleset that brought it.</summary>
    Ruled = 41,

    /// <summary>This and all higher bytes: the whole numbers from 0 to 127.</summary>
    SmallNumber = 128,
}

/// <summary>How types, modules and arrays of captured values are referred to: varint.</summary>
/// <remarks>A type is new with text: name, and parent type; its body is that of its template (see <see cref="ValueTag.Graph"/>),
/// varint count of methods, each text and function as a value. A module is new with its program: varint place in the table of
/// programs, followed by the hash when the program is new.</remarks>
internal static class Reference
{
    /// <summary>Nothing.</summary>
    public const ulong Null = 0;

    /// <summary>Registers what follows.</summary>
    public const ulong New = 1;

    /// <summary>Added to the place in the table of objects.</summary>
    public const ulong Known = 2;
}

/// <summary>What the first byte of a graph's body says.</summary>
[Flags]
internal enum GraphTraits : byte
{
    None = 0,

    /// <summary>Edges have a direction.</summary>
    Directed = 1,

    /// <summary>Rules, constraints or settings follow.</summary>
    HasControl = 2,

    /// <summary>No program may change it.</summary>
    Frozen = 4,
}

/// <summary>How a rule is made again from its name and arguments.</summary>
internal enum RuleForm : byte
{
    /// <summary>One of the language's.</summary>
    Named = 0,

    /// <summary>The argument is a function that changes values.</summary>
    Function = 1,

    /// <summary>The argument is a function that judges methods.</summary>
    Constraint = 2,
}
