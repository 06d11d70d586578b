using System.Diagnostics;

namespace Graphoid.Runtime.Values;

/// <summary>A map in insertion order, copied on write once shared.</summary>
/// <remarks>Keys are immutable values; small maps are searched without a table. Removing leaves a hole that the next growth
/// closes. Cost: O(1) expected per access.</remarks>
public sealed class MapValue : ContainerValue
{
    /// <summary>Up to this many entries a linear search beats a table.</summary>
    private const int LinearEntriesMax = 8;

    /// <summary>What a map needs for one entry, its part of the table included.</summary>
    private const int EntryBytes = 56;

    private Entry[] _entries;
    private int[]? _buckets;
    private int _used;
    private int _count;
    private int _lastFound = -1;

    /// <summary>An empty, exclusive map.</summary>
    public MapValue(int capacity = 4)
    {
        _entries = new Entry[Math.Max(1, capacity)];
        if (capacity > LinearEntriesMax)
        {
            Rehash(capacity);
        }
    }

    private MapValue(MapValue other)
    {
        MemoryBudget.Reserve((long)other._count * EntryBytes);
        _entries = new Entry[Math.Max(4, other._count)];
        foreach (ref readonly var entry in other._entries.AsSpan(0, other._used))
        {
            if (entry.IsLive)
            {
                _entries[_used++] = entry with { Value = entry.Value.Share() };
            }
        }

        _count = _used;
        if (_used > LinearEntriesMax)
        {
            Rehash(_entries.Length);
        }
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Map;

    /// <inheritdoc/>
    public override bool IsTruthy => _count > 0;

    /// <summary>Number of entries.</summary>
    public int Count => _count;

    /// <summary>Entries in insertion order; values are marked shared because the map keeps them too.</summary>
    public IEnumerable<KeyValuePair<Value, Value>> Entries
    {
        get
        {
            for (var i = 0; i < _used; i++)
            {
                if (_entries[i].IsLive)
                {
                    yield return new KeyValuePair<Value, Value>(_entries[i].Key, _entries[i].Value.Share());
                }
            }
        }
    }

    /// <summary>Finds a value; it is marked shared because the map keeps it too.</summary>
    public bool TryGet(Value key, out Value value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? _entries[index].Value.Share() : Value.Undefined;
        return index >= 0;
    }

    /// <summary>Finds a value by a string key.</summary>
    public bool TryGet(string key, out Value value) => TryGet(Value.Of(key), out value);

    /// <summary>Finds a value without marking it shared, for callers that put it back.</summary>
    internal bool TryPeek(Value key, out Value value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? _entries[index].Value : Value.Undefined;
        return index >= 0;
    }

    /// <summary>The next entry in insertion order, its value not marked shared; <paramref name="at"/> starts at -1.</summary>
    internal bool TryPeekNext(ref int at, out Value key, out Value value)
    {
        while (++at < _used)
        {
            if (_entries[at].IsLive)
            {
                (key, value) = (_entries[at].Key, _entries[at].Value);
                return true;
            }
        }

        (key, value) = (Value.Undefined, Value.Undefined);
        return false;
    }

    /// <summary>Whether the key is present.</summary>
    public bool ContainsKey(Value key) => IndexOf(key) >= 0;

    /// <summary>Adds or replaces; a replaced key keeps its place. Only on an unshared map.</summary>
    public void Set(Value key, Value value)
    {
        Debug.Assert(!IsShared, "Only the single owner writes.");
        PlaceAt(key) = value;
    }

    /// <summary>Adds or replaces under a string key.</summary>
    public void Set(string key, Value value) => Set(Value.Of(key), value);

    /// <summary>A reference to the place of a key, created as <see cref="Value.Undefined"/> when absent; valid until the
    /// next change of the map.</summary>
    public ref Value PlaceAt(Value key)
    {
        var index = IndexOf(key);
        if (index >= 0)
        {
            return ref _entries[index].Value;
        }

        var hash = ValueEquality.HashOf(key);
        if (_used == _entries.Length)
        {
            Grow();
        }

        index = _used++;
        _count++;
        ref var entry = ref _entries[index];
        entry.Key = key;
        entry.Value = Value.Undefined;
        entry.Hash = hash;
        entry.IsLive = true;
        if (_buckets is not null)
        {
            ref var bucket = ref _buckets[entry.Hash & (_buckets.Length - 1)];
            entry.Next = bucket - 1;
            bucket = index + 1;
        }
        else if (_used > LinearEntriesMax)
        {
            Rehash(_entries.Length);
        }

        return ref _entries[index].Value;
    }

    /// <summary>Removes a key; false when it was absent. Only on an unshared map.</summary>
    public bool Remove(Value key)
    {
        Debug.Assert(!IsShared, "Only the single owner writes.");
        var index = IndexOf(key);
        if (index < 0)
        {
            return false;
        }

        _entries[index].IsLive = false;
        _entries[index].Key = default;
        _entries[index].Value = default;
        _count--;
        return true;
    }

    /// <summary>An exclusive copy; containers inside become shared.</summary>
    public MapValue Copy() => new(this);

    private int IndexOf(Value key)
    {
        // What was looked up is often written next. Several readers may race for the note, which is checked before it counts.
        var last = _lastFound;
        if (key.Held is string text && (uint)last < (uint)_used && _entries[last] is { IsLive: true, Key.Held: string known } && known == text)
        {
            return last;
        }

        var index = IndexOf(key, ValueEquality.HashOf(key));
        _lastFound = index;
        return index;
    }

    private int IndexOf(Value key, int hash)
    {
        var entries = _entries;
        if (_buckets is null)
        {
            for (var i = 0; i < _used; i++)
            {
                if (entries[i].Hash == hash && entries[i].IsLive && IsKey(in entries[i], key))
                {
                    return i;
                }
            }

            return -1;
        }

        for (var i = _buckets[hash & (_buckets.Length - 1)] - 1; i >= 0; i = entries[i].Next)
        {
            if (entries[i].Hash == hash && entries[i].IsLive && IsKey(in entries[i], key))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsKey(in Entry entry, Value key) => entry.Key.Held is string known && key.Held is string text
        ? known == text
        : ValueEquality.AreEqual(entry.Key, key);

    private void Grow()
    {
        var live = _count;
        var room = live < _used / 2 ? live + 4 : 2L * _used;
        MemoryBudget.Reserve(room * EntryBytes);
        var grown = new Entry[Math.Max(4, room)];
        var next = 0;
        for (var i = 0; i < _used; i++)
        {
            if (_entries[i].IsLive)
            {
                grown[next++] = _entries[i];
            }
        }

        _entries = grown;
        _used = next;
        if (_buckets is not null || grown.Length > LinearEntriesMax)
        {
            Rehash(grown.Length);
        }
    }

    private void Rehash(int capacity)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity));
        _buckets = new int[size];
        for (var i = 0; i < _used; i++)
        {
            if (_entries[i].IsLive)
            {
                ref var bucket = ref _buckets[_entries[i].Hash & (size - 1)];
                _entries[i].Next = bucket - 1;
                bucket = i + 1;
            }
        }
    }

    private record struct Entry
    {
        public Value Key;
        public Value Value;
        public int Hash;
        public int Next;
        public bool IsLive;
    }
}
