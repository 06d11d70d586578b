using System.Runtime.CompilerServices;

namespace Graphoid.Runtime.Values;

/// <summary>Equality and hashing of values as the language defines <c>==</c> (reference, section 3.2).</summary>
public static class ValueEquality
{
    /// <summary>A comparer for collections of values.</summary>
    public static IEqualityComparer<Value> Comparer { get; } = new ValueComparer();

    /// <summary><c>left == right</c>: numbers by value, containers deeply, handles by identity; a node handle also equals its id.</summary>
    /// <exception cref="GraphoidException">Containers nested deeper than the stack allows.</exception>
    public static bool AreEqual(Value left, Value right)
    {
        var known = new KnownParts<ObjectPair, bool>(ObjectPair.Comparer);
        return AreEqual(left, right, ref known);
    }

    private static bool AreEqual(Value left, Value right, ref KnownParts<ObjectPair, bool> known)
    {
        var a = left.Reference;
        var b = right.Reference;
        if (a is null || b is null)
        {
            return a is null && b is null
                ? left.Number == right.Number
                : (a ?? b) is BigNumber && Numbers.Compare(left, right) == 0;
        }

        if (ReferenceEquals(a, b))
        {
            return true;
        }

        return (a, b) switch
        {
            (string x, string y) => x == y,
            (ListValue x, ListValue y) => ListsEqual(x, y, ref known),
            (RangeValue x, ListValue y) => ListsEqual(x.ToList(), y, ref known),
            (ListValue x, RangeValue y) => ListsEqual(x, y.ToList(), ref known),
            (RangeValue x, RangeValue y) => x.SameElements(y),
            (Graphs.EdgeHandle x, ListValue y) => ListsEqual(x.ToList(), y, ref known),
            (ListValue x, Graphs.EdgeHandle y) => ListsEqual(x, y.ToList(), ref known),
            (MapValue x, MapValue y) => MapsEqual(x, y, ref known),
            (IIdentified x, string y) => x.IdText == y,
            (string x, IIdentified y) => x == y.IdText,
            (IIdentified x, IIdentified y) => x.GetType() == y.GetType() && x.IdText == y.IdText,
            (ObjectValue x, ObjectValue y) => x is IStructurallyEqual s && s.EqualsStructurally(y),
            _ => false,
        };
    }

    /// <summary>A hash that agrees with <see cref="AreEqual(Value, Value)"/>.</summary>
    public static int HashOf(Value value)
    {
        var known = new KnownParts<object, int>(ReferenceEqualityComparer.Instance);
        return HashOf(value, ref known);
    }

    private static int HashOf(Value value, ref KnownParts<object, int> known) => value.Reference switch
    {
        null => HashOf(value.Number),
        string text => text.GetHashCode(StringComparison.Ordinal),
        IIdentified handle => handle.IdText.GetHashCode(StringComparison.Ordinal),
        ListValue list => HashOf(list, ref known),
        RangeValue range => HashOf(range.ToList(), ref known),
        MapValue map => HashOf(map, ref known),
        IStructurallyEqual structural => structural.StructuralHash,
        var other => RuntimeHelpers.GetHashCode(other),
    };

    private static int HashOf(ListValue list, ref KnownParts<object, int> known)
    {
        Guard();
        if (list.IsShared && known.TryGet(list, out var result))
        {
            return result;
        }

        var hash = default(HashCode);
        foreach (var item in list.Items)
        {
            hash.Add(HashOf(item, ref known));
        }

        result = hash.ToHashCode();
        if (list.IsShared)
        {
            known.Add(list, result);
        }

        return result;
    }

    /// <summary>Whole doubles end in zero bits, so the high half must reach the low bits that tables index by; -0 equals 0.</summary>
    private static int HashOf(double number)
    {
        var bits = number == 0 ? 0UL : BitConverter.DoubleToUInt64Bits(number);
        return (int)(((bits ^ (bits >> 32)) * 0x9E3779B97F4A7C15UL) >> 32);
    }

    /// <summary>A sum, because the order of entries does not matter.</summary>
    private static int HashOf(MapValue map, ref KnownParts<object, int> known)
    {
        Guard();
        if (map.IsShared && known.TryGet(map, out var hash))
        {
            return hash;
        }

        hash = map.Count;
        foreach (var (key, value) in map.Entries)
        {
            hash += HashCode.Combine(HashOf(key, ref known), HashOf(value, ref known));
        }

        if (map.IsShared)
        {
            known.Add(map, hash);
        }

        return hash;
    }

    private static bool ListsEqual(ListValue x, ListValue y, ref KnownParts<ObjectPair, bool> known)
    {
        if (x.Count != y.Count)
        {
            return false;
        }

        Guard();
        var isShared = x.IsShared && y.IsShared;
        if (isShared && known.TryGet(new ObjectPair(x, y), out _))
        {
            return true;
        }

        for (var i = 0; i < x.Count; i++)
        {
            if (!AreEqual(x.Items[i], y.Items[i], ref known))
            {
                return false;
            }
        }

        return !isShared || NoteEqual(x, y, ref known);
    }

    private static bool MapsEqual(MapValue x, MapValue y, ref KnownParts<ObjectPair, bool> known)
    {
        if (x.Count != y.Count)
        {
            return false;
        }

        Guard();
        var isShared = x.IsShared && y.IsShared;
        if (isShared && known.TryGet(new ObjectPair(x, y), out _))
        {
            return true;
        }

        foreach (var (key, value) in x.Entries)
        {
            if (!y.TryGet(key, out var other) || !AreEqual(value, other, ref known))
            {
                return false;
            }
        }

        return !isShared || NoteEqual(x, y, ref known);
    }

    /// <summary>Two that differ need no note: the whole comparison ends there.</summary>
    private static bool NoteEqual(ContainerValue x, ContainerValue y, ref KnownParts<ObjectPair, bool> known)
    {
        known.Add(new ObjectPair(x, y), true);
        return true;
    }

    private static void Guard()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw GraphoidException.TooDeeplyNested();
        }
    }

    private sealed class ValueComparer : IEqualityComparer<Value>
    {
        public bool Equals(Value x, Value y) => AreEqual(x, y);

        public int GetHashCode(Value value) => HashOf(value);
    }
}

/// <summary>A handle that stands for its id wherever text is expected.</summary>
public interface IIdentified
{
    /// <summary>The id.</summary>
    string IdText { get; }
}

/// <summary>A heap value that is compared by content.</summary>
public interface IStructurallyEqual
{
    /// <summary>A hash that agrees with <see cref="EqualsStructurally"/>.</summary>
    int StructuralHash { get; }

    /// <summary>Whether both have the same content.</summary>
    bool EqualsStructurally(ObjectValue other);
}
