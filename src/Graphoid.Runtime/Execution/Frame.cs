using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>One running call.</summary>
internal struct Frame
{
    /// <summary>What runs, with captured values and module.</summary>
    public FunctionValue Function;

    /// <summary>The graph whose method this is, or null.</summary>
    public Instance? Self;

    /// <summary>Index of the instruction being executed.</summary>
    public int Ip;

    /// <summary>Number of arguments that were given, for the definition that is tried when this one refuses them.</summary>
    public int Given;

    /// <summary>Which parameters go back to which slots of the caller, or null.</summary>
    public WriteBack[]? WriteBacks;

    /// <summary>Stack index of slot 0; the result goes to the place below.</summary>
    public int Base;

    /// <summary>The instructions of what runs.</summary>
    public readonly FunctionCode Code => Function.Code;
}

/// <summary>A parameter whose final value a slot of the calling frame takes.</summary>
internal readonly record struct WriteBack(int Parameter, int Slot);
