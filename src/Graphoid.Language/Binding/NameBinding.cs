namespace Graphoid.Language.Binding;

/// <summary>Where a name may be found, in the order of the reference's section 5.3; -1 marks a step that cannot apply.</summary>
/// <remarks>
/// A run tries the steps in the order of the properties and takes the first that holds a value. The binder leaves out every
/// step that the text already excludes, so that most names have exactly one.
/// </remarks>
public sealed record NameBinding
{
    /// <summary>The name itself.</summary>
    public required string Name { get; init; }

    /// <summary>Step 1: slot in the frame of the running function.</summary>
    public int Slot { get; init; } = -1;

    /// <summary>Step 2: captured from the functions around, out to the graph method.</summary>
    public int Enclosing { get; init; } = -1;

    /// <summary>Step 3: a property or method of <c>self</c>.</summary>
    public bool InSelf { get; init; }

    /// <summary>Step 3 is certain: the graph declares this property itself.</summary>
    public bool IsDeclaredProperty { get; init; }

    /// <summary>Step 4: captured from around the function or graph declaration.</summary>
    public int Outer { get; init; } = -1;

    /// <summary>Step 5: slot at module level, read at call time. Step 7, the built-ins, follows it.</summary>
    public int Module { get; init; } = -1;

    /// <summary>The name was found in a parameter, <c>for</c>, <c>catch</c> or pattern variable: always that slot.</summary>
    public bool IsFixedLocal { get; init; }

    /// <summary>The name is the graph type whose method this is.</summary>
    public bool IsOwnType { get; init; }

    /// <summary>Step 6: a bare call inside a block may find a method of the graph that is running it.</summary>
    public bool MayBeDynamicReceiver { get; init; }
}

/// <summary>Where a closure takes a captured value from when it is created: the first of these that holds one.</summary>
/// <param name="Slot">Slot of the creating function, or -1.</param>
/// <param name="Captured">Captured index of the creating function, or -1.</param>
/// <param name="Module">Module slot, or -1.</param>
public sealed record CaptureSource(string Name, int Slot, int Captured, int Module);
