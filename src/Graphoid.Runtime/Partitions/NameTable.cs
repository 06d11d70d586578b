using System.Collections.Concurrent;

namespace Graphoid.Runtime.Partitions;

/// <summary>Names numbered from 0 in the order in which they came; only grows. Reading is safe from any thread beside one that adds.</summary>
/// <remarks>Adding and looking up take constant time.</remarks>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private string[] _names = [];
    private int _count;

    /// <summary>The names so far.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            // The array is replaced before the number goes up.
            var count = Volatile.Read(ref _count);
            return new ArraySegment<string>(_names, 0, count);
        }
    }

    /// <summary>Number of names.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The name of a number.</summary>
    public string this[int number] => number < Count ? _names[number] : throw new ArgumentOutOfRangeException(nameof(number));

    /// <summary>The number of a name that is there already.</summary>
    public bool TryGet(string name, out int number) => _numbers.TryGetValue(name, out number);

    /// <summary>The number of a name, which is added if it is new.</summary>
    public int Add(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
        {
            return number;
        }

        lock (_adding)
        {
            if (_numbers.TryGetValue(name, out number))
            {
                return number;
            }

            number = _count;
            if (number == _names.Length)
            {
                var grown = new string[Math.Max(4, 2 * number)];
                _names.CopyTo(grown, 0);
                Volatile.Write(ref _names, grown);
            }

            _names[number] = name;
            Volatile.Write(ref _count, number + 1);
            _numbers[name] = number;
            return number;
        }
    }
}
