using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Graphoid.Runtime.Values;

/// <summary>Any Graphoid value in 16 bytes: a reference, or a number when the reference is null.</summary>
/// <remarks>
/// Numbers need no allocation and no tag check beyond one null test, which measured at half the cost of boxing at best and
/// a thirtieth at worst. <c>default</c> is the number 0.
/// Lists and maps have value semantics by copy on write: whoever hands a container to a second owner marks it shared
/// (<see cref="Share"/>), and whoever writes to a shared container first copies it.
/// </remarks>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _reference;
    private readonly double _number;

    private Value(object? reference, double number)
    {
        _reference = reference;
        _number = number;
    }

    /// <summary><c>none</c>.</summary>
    public static Value None { get; } = new(NoneValue.Instance, 0);

    /// <summary><c>true</c>.</summary>
    public static Value True { get; } = new(BoolValue.TrueInstance, 1);

    /// <summary><c>false</c>.</summary>
    public static Value False { get; } = new(BoolValue.FalseInstance, 0);

    /// <summary>No value at all; never visible to programs.</summary>
    public static Value Undefined { get; } = new(UndefinedValue.Instance, 0);

    /// <summary>Whether this is a number.</summary>
    public bool IsNumber => _reference is null;

    /// <summary>Whether this is <c>none</c>.</summary>
    public bool IsNone => ReferenceEquals(_reference, NoneValue.Instance);

    /// <summary>Whether there is no value.</summary>
    public bool IsUndefined => ReferenceEquals(_reference, UndefinedValue.Instance);

    /// <summary>Whether this is a bool.</summary>
    public bool IsBool => _reference is BoolValue;

    /// <summary>The number; meaningful only when <see cref="IsNumber"/>.</summary>
    public double Number => _number;

    /// <summary>The object behind the value; null for numbers.</summary>
    public object? Reference => _reference is GrowingText text ? text.Text : _reference;

    /// <summary>The same without making a string of a text that is still being built.</summary>
    internal object? Held => _reference;

    /// <summary>What the value is.</summary>
    public ValueKind Kind => _reference switch
    {
        null => ValueKind.Number,
        string => ValueKind.String,
        _ => Unsafe.As<ObjectValue>(_reference).Kind,
    };

    /// <summary>Truthiness: everything but false, none, 0, "", empty lists, maps and graphs.</summary>
    public bool IsTruthy => _reference switch
    {
        null => _number != 0,
        BoolValue => _number != 0,
        string text => text.Length > 0,
        _ => Unsafe.As<ObjectValue>(_reference).IsTruthy,
    };

    /// <summary>A number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Of(double number) => new(null, number);

    /// <summary>A bool.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Of(bool value) => value ? True : False;

    /// <summary>A string.</summary>
    public static Value Of(string text) => new(text, 0);

    /// <summary>Any heap value.</summary>
    public static Value Of(ObjectValue value) => new(value, 0);

    /// <summary>Rebuilds a value from its two halves, as columns store them.</summary>
    public static Value FromParts(object? reference, double number) => new(reference, number);

    /// <summary>The object behind the value if it is a <typeparamref name="T"/>.</summary>
    public bool Is<T>([NotNullWhen(true)] out T? value)
        where T : class
    {
        value = Reference as T;
        return value is not null;
    }

    /// <summary>The same value, marked as owned by more than one place: containers are copied before the next write.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Share()
    {
        if (_reference is ContainerValue container)
        {
            container.IsShared = true;
        }

        return this;
    }

    /// <summary>Equality as <c>==</c> has it, see <see cref="ValueEquality"/>.</summary>
    public bool Equals(Value other) => ValueEquality.AreEqual(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ValueEquality.HashOf(this);

    /// <summary>The display form, as <c>print</c> shows it.</summary>
    public override string ToString() => ValueText.Display(this);

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);
}

/// <summary>Base of every value that lives on the heap, strings apart.</summary>
public abstract class ObjectValue
{
    /// <summary>What the value is.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>Truthiness; true for all handles.</summary>
    public virtual bool IsTruthy => true;

    /// <summary>The type name programs see.</summary>
    public virtual string TypeName => ValueKinds.NameOf(Kind);

    /// <summary>Display form of values that have no structure of their own.</summary>
    public virtual string Display => $"<{TypeName}>";
}

/// <summary>A list or map: value semantics by copy on write.</summary>
public abstract class ContainerValue : ObjectValue
{
    /// <summary>Once true, stays true: more than one place may hold this object, so nobody may change it.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether the program has frozen it. A frozen container is shared as well, so that only code that is about to copy
    /// a shared one has to look here.</summary>
    public bool IsFrozen
    {
        get;
        internal set
        {
            field = value;
            IsShared |= value;
        }
    }

    /// <summary>The value rules, or null. A container with rules is shared as well, so that only code that is about to copy a
    /// shared one has to look here.</summary>
    internal Rules.ContainerRules? Rules
    {
        get;
        set
        {
            field = value;
            IsShared |= value is not null;
        }
    }

    /// <summary>Whether this is shared and known to hold nothing, at any depth, that could still change: known once, known for ever.</summary>
    internal bool IsPlain { get; set; }

    /// <summary>The write epoch that copied this container into a node's field, 0 for none. Inside one epoch the node may change
    /// it in place, because undoing the epoch drops it whole; any later epoch must copy it first.</summary>
    internal long Epoch { get; set; }
}

/// <summary>The type of <c>none</c>.</summary>
public sealed class NoneValue : ObjectValue
{
    internal static readonly NoneValue Instance = new();

    private NoneValue()
    {
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.None;

    /// <inheritdoc/>
    public override bool IsTruthy => false;

    /// <inheritdoc/>
    public override string Display => "none";
}

/// <summary>The type of <c>true</c> and <c>false</c>; the value's number is 1 or 0.</summary>
public sealed class BoolValue : ObjectValue
{
    internal static readonly BoolValue TrueInstance = new("true");
    internal static readonly BoolValue FalseInstance = new("false");
    private readonly string _text;

    private BoolValue(string text) => _text = text;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Bool;

    /// <inheritdoc/>
    public override bool IsTruthy => ReferenceEquals(this, TrueInstance);

    /// <inheritdoc/>
    public override string Display => _text;
}

/// <summary>The type of no value at all.</summary>
public sealed class UndefinedValue : ObjectValue
{
    internal static readonly UndefinedValue Instance = new();

    private UndefinedValue()
    {
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Undefined;

    /// <inheritdoc/>
    public override bool IsTruthy => false;
}

/// <summary>A symbol <c>:name</c>; one object per name, so identity is equality.</summary>
public sealed class Symbol : ObjectValue
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Symbol> Interned =
        new(StringComparer.Ordinal);

    private Symbol(string name) => Name = name;

    /// <summary>The name without its colon.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Symbol;

    /// <inheritdoc/>
    public override string Display => ":" + Name;

    /// <summary>The symbol of this name.</summary>
    public static Symbol Of(string name) => Interned.GetOrAdd(name, static n => new Symbol(n));
}
