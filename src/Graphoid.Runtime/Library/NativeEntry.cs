using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>A built-in that finishes at once.</summary>
public delegate Value NativeBody(in NativeCall call);

/// <summary>A built-in that calls back into the program or waits; it must not hold a thread while waiting.</summary>
public delegate ValueTask<Value> NativeAsyncBody(NativeAsyncCall call);

/// <summary>A built-in that usually finishes at once but may have to wait; it reads its arguments before it first waits.</summary>
public delegate ValueTask<Value> NativeTaskBody(in NativeCall call);

/// <summary>One built-in function or method: everything the evaluator, <c>:doc</c> and "did you mean" know about it.</summary>
/// <remarks>Adding a built-in is adding one entry to a <see cref="NativeTable"/>.</remarks>
public sealed class NativeEntry
{
    internal NativeEntry(string name, string signature, string doc, NativeBody? body, NativeAsyncBody? asyncBody)
    {
        Name = name;
        Doc = doc;
        Body = body;
        AsyncBody = asyncBody;
        Parameters = [.. signature
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(NativeParameter.Parse)];
        ParameterCount = Parameters.Count;
        HasRest = Parameters.Count > 0 && Parameters[^1].IsRest;
        HasNamedOnly = Parameters.Any(p => p.IsNamedOnly);
        ArgumentsMin = Parameters.Count(p => !p.IsOptional && !p.IsRest && !p.IsNamedOnly);
        PositionalMax = HasRest ? int.MaxValue : Parameters.Count(p => !p.IsNamedOnly);
    }

    /// <summary>The name programs use.</summary>
    public string Name { get; }

    /// <summary>One sentence for <c>:doc</c>.</summary>
    public string Doc { get; }

    /// <summary>Parameters in positional order.</summary>
    public IReadOnlyList<NativeParameter> Parameters { get; }

    /// <summary>Number of parameters, a rest parameter included.</summary>
    public int ParameterCount { get; }

    /// <summary>Whether the last parameter takes any number of further arguments.</summary>
    public bool HasRest { get; }

    /// <summary>Whether some parameter can be given by name only.</summary>
    public bool HasNamedOnly { get; }

    /// <summary>Fewest arguments accepted.</summary>
    public int ArgumentsMin { get; }

    /// <summary>Most positional arguments accepted.</summary>
    public int PositionalMax { get; }

    /// <summary>The immediate form; exactly one of the three bodies is set.</summary>
    public NativeBody? Body { get; }

    /// <summary>The form that calls back.</summary>
    public NativeAsyncBody? AsyncBody { get; }

    /// <summary>The form that may wait.</summary>
    public NativeTaskBody? TaskBody { get; init; }

    /// <summary>Whether it neither keeps its arguments nor calls back: containers given to it need not become shared.</summary>
    public bool OnlyLooks { get; internal set; }

    /// <summary>Whether <c>receiver.name!(…)</c> is allowed: the result replaces the receiver at its place.</summary>
    public bool HasBang { get; init; }

    /// <summary>What <c>name!</c> does when that is not "replace the receiver by the result, yield none" (<c>pop!</c>).</summary>
    public NativeBangBody? Bang { get; init; }
}

/// <summary>A bang method that decides both the new receiver and the yielded value.</summary>
public delegate Value NativeBangBody(in NativeCall call, out Value receiver);

/// <summary>One parameter of a built-in. Written <c>name</c>, <c>name?</c> (optional), <c>name...</c> (rest) or
/// <c>name:</c> (optional and by name only). What means different things by its type has a name for each: <c>step|fn</c>.</summary>
public sealed record NativeParameter(string Name, bool IsOptional, bool IsRest, bool IsNamedOnly)
{
    /// <summary>Its further names.</summary>
    private IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>Whether an argument of this name is meant for it.</summary>
    public bool Takes(string name) => name == Name || OtherNames.Contains(name);

    internal static NativeParameter Parse(string text)
    {
        var parameter = ParseMarks(text);
        return parameter.Name.Split('|') is [var name, .. { Length: > 0 } others]
            ? parameter with { Name = name, OtherNames = others }
            : parameter;
    }

    private static NativeParameter ParseMarks(string text) => text switch
    {
        _ when text.EndsWith("...", StringComparison.Ordinal) => new(text[..^3], true, true, false),
        _ when text.EndsWith('?') => new(text[..^1], true, false, false),
        _ when text.EndsWith(':') => new(text[..^1], true, false, true),
        _ => new(text, false, false, false),
    };
}

/// <summary>A table of built-ins by name.</summary>
public sealed class NativeTable
{
    private readonly Dictionary<string, NativeEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>A table whose owner is named in messages: "a list", "`distributed`".</summary>
    public NativeTable(string owner) => Owner = owner;

    /// <summary>Whose built-ins these are, for messages.</summary>
    public string Owner { get; }

    /// <summary>All names.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>The entry of that name, or null.</summary>
    public NativeEntry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>Says of all entries that they only look at their arguments.</summary>
    internal NativeTable OnlyLooking()
    {
        foreach (var entry in _entries.Values)
        {
            entry.OnlyLooks = true;
        }

        return this;
    }

    /// <summary>Adds an immediate built-in; names may be aliases separated by <c>|</c>.</summary>
    public NativeTable Add(string names, string signature, string doc, NativeBody body)
    {
        foreach (var name in names.Split('|'))
        {
            _entries.Add(name, new NativeEntry(name, signature, doc, body, null));
        }

        return this;
    }

    /// <summary>Adds an immediate built-in that also has the replacing <c>!</c> form.</summary>
    public NativeTable AddBang(string names, string signature, string doc, NativeBody body, NativeBangBody? bang = null)
    {
        foreach (var name in names.Split('|'))
        {
            _entries.Add(name, new NativeEntry(name, signature, doc, body, null) { HasBang = true, Bang = bang });
        }

        return this;
    }

    /// <summary>Adds a built-in that calls back or waits.</summary>
    /// <param name="hasBang">Whether the replacing <c>!</c> form exists.</param>
    public NativeTable AddAsync(string names, string signature, string doc, NativeAsyncBody body, bool hasBang = false)
    {
        foreach (var name in names.Split('|'))
        {
            _entries.Add(name, new NativeEntry(name, signature, doc, null, body) { HasBang = hasBang });
        }

        return this;
    }

    /// <summary>Adds a built-in that may have to wait.</summary>
    public NativeTable AddTask(string names, string signature, string doc, NativeTaskBody body)
    {
        foreach (var name in names.Split('|'))
        {
            _entries.Add(name, new NativeEntry(name, signature, doc, null, null) { TaskBody = body });
        }

        return this;
    }
}
