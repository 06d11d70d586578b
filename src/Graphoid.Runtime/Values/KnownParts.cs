using System.Runtime.CompilerServices;

namespace Graphoid.Runtime.Values;

/// <summary>What a walk over nested lists and maps has found out about its parts.</summary>
/// <remarks>A list may hold the same list twice, which holds the same one twice, and so on: forty objects, and a million million ways
/// through them. A walk that asks here takes time by the objects. Small walks, nearly all there are, keep no book.</remarks>
internal struct KnownParts<TPart, TResult>
    where TPart : notnull
{
    /// <summary>Parts that a walk visits before it begins to keep book.</summary>
    private const int Unrecorded = 1_000;

    private readonly IEqualityComparer<TPart> _comparer;
    private Dictionary<TPart, TResult>? _known;
    private int _visited;

    /// <summary>Nothing is known yet.</summary>
    public KnownParts(IEqualityComparer<TPart> comparer) => _comparer = comparer;

    /// <summary>The result for a part that several places hold, if it is known.</summary>
    public bool TryGet(TPart part, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TResult result)
    {
        if (_known is null)
        {
            _visited++;
            result = default;
            return false;
        }

        return _known.TryGetValue(part, out result);
    }

    /// <summary>Notes a result.</summary>
    public void Add(TPart part, TResult result)
    {
        if (_visited > Unrecorded)
        {
            _known ??= new Dictionary<TPart, TResult>(_comparer);
            _known[part] = result;
        }
    }
}

/// <summary>Two objects, told apart by what they are and not by what is in them.</summary>
internal readonly record struct ObjectPair(object First, object Second)
{
    /// <summary>Compares pairs by identity.</summary>
    public static IEqualityComparer<ObjectPair> Comparer { get; } = new ByIdentity();

    private sealed class ByIdentity : IEqualityComparer<ObjectPair>
    {
        public bool Equals(ObjectPair x, ObjectPair y) => ReferenceEquals(x.First, y.First) && ReferenceEquals(x.Second, y.Second);

        public int GetHashCode(ObjectPair pair) => HashCode.Combine(RuntimeHelpers.GetHashCode(pair.First), RuntimeHelpers.GetHashCode(pair.Second));
    }
}
