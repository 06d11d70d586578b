using Graphoid.Distribution.Protocols;

namespace Graphoid.Distribution.Clients;

/// <summary>Brings together what the members answer to one read.</summary>
/// <remarks>A read that is sent again has another number, and answers to different numbers are never mixed: between the two the partitions
/// may have moved, and one would be there twice or not at all. The last few attempts stay open, as the answers of an earlier one may just be slow.
/// Threads: the owning actor only.</remarks>
public sealed class AnswerGather
{
    /// <summary>Attempts whose answers are kept; the oldest goes.</summary>
    public const int AttemptsMax = 3;

    private readonly List<Attempt> _attempts = [];

    /// <summary>The numbers of the open attempts, oldest first.</summary>
    public IEnumerable<long> Calls => _attempts.Select(attempt => attempt.Call);

    /// <summary>Answers of the attempt that got furthest, and how many it needs; (0, 0) without any.</summary>
    public (int Answers, int Members) Furthest => _attempts
        .Select(attempt => (attempt.Answers.Count, attempt.Members))
        .DefaultIfEmpty()
        .MaxBy(state => state.Item1);

    /// <summary>Opens an attempt; returns the number of one that is closed for it.</summary>
    public long? Begin(long call)
    {
        long? closed = null;
        if (_attempts.Count == AttemptsMax)
        {
            closed = _attempts[0].Call;
            _attempts.RemoveAt(0);
        }

        _attempts.Add(new Attempt(call));
        return closed;
    }

    /// <summary>Takes an answer; all of them, in order of the members' addresses, when it was the last of its attempt, else null.</summary>
    public GraphProtocol.ReadDone[]? Take(GraphProtocol.ReadDone answer)
    {
        var attempt = _attempts.Find(attempt => attempt.Call == answer.Call);
        if (attempt is null || answer.Members < 1)
        {
            return null;
        }

        attempt.Members = answer.Members;
        attempt.Answers[answer.Member.Address] = answer;
        return attempt.Answers.Count >= attempt.Members ? [.. attempt.Answers.Values] : null;
    }

    private sealed class Attempt(long call)
    {
        public long Call { get; } = call;

        public int Members { get; set; }

        public SortedDictionary<string, GraphProtocol.ReadDone> Answers { get; } = new(StringComparer.Ordinal);
    }
}
