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
            (ListValue x, ListValue y) => ListsEqual(x, y),
            (RangeValue x, ListValue y) => ListsEqual(x.ToList(), y),
            (ListValue x, RangeValue y) => ListsEqual(x, y.ToList()),
            (RangeValue x, RangeValue y) => x.SameElements(y),
            (Graphs.EdgeHandle x, ListValue y) => ListsEqual(x.ToList(), y),
            (ListValue x, Graphs.EdgeHandle y) => ListsEqual(x, y.ToList()),
            (MapValue x, MapValue y) => MapsEqual(x, y),
            (IIdentified x, string y) => x.IdText == y,
            (string x, IIdentified y) => x == y.IdText,
            (IIdentified x, IIdentified y) => x.GetType() == y.GetType() && x.IdText == y.IdText,
            (ObjectValue x, ObjectValue y) => x is IStructurallyEqual s && s.EqualsStructurally(y),
            _ => false,
        };
    }

    /// <summary>A hash that agrees with <see cref="AreEqual"/>.</summary>
    public static int HashOf(Value value) => value.Reference switch
    {
        null => HashOf(value.Number),
        string text => text.GetHashCode(StringComparison.Ordinal),
        IIdentified handle => handle.IdText.GetHashCode(StringComparison.Ordinal),
        ListValue list => HashOf(list),
        RangeValue range => HashOf(range.ToList()),
        MapValue map => HashOf(map),
        IStructurallyEqual structural => structural.StructuralHash,
        var other => RuntimeHelpers.GetHashCode(other),
    };

    private static int HashOf(ListValue list)
    {
        Guard();
        var hash = default(HashCode);
        foreach (var item in list.Items)
        {
            hash.Add(HashOf(item));
        }

        return hash.ToHashCode();
    }

    /// <summary>Whole doubles end in zero bits, so the high half must reach the low bits that tables index by; -0 equals 0.</summary>
    private static int HashOf(double number)
    {
        var bits = number == 0 ? 0UL : BitConverter.DoubleToUInt64Bits(number);
        return (int)(((bits ^ (bits >> 32)) * 0x9E3779B97F4A7C15UL) >> 32);
    }

    /// <summary>A sum, because the order of entries does not matter.</summary>
    private static int HashOf(MapValue map)
    {
        Guard();
        var hash = map.Count;
        foreach (var (key, value) in map.Entries)
        {
            hash += HashCode.Combine(HashOf(key), HashOf(value));
        }

        return hash;
    }

    private static bool ListsEqual(ListValue x, ListValue y)
    {
        if (x.Count != y.Count)
        {
            return false;
        }

        Guard();
        for (var i = 0; i < x.Count; i++)
        {
            if (!AreEqual(x.Items[i], y.Items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MapsEqual(MapValue x, MapValue y)
    {
        if (x.Count != y.Count)
        {
            return false;
        }

        Guard();
        foreach (var (key, value) in x.Entries)
        {
            if (!y.TryGet(key, out var other) || !AreEqual(value, other))
            {
                return false;
            }
        }

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
