using System.Globalization;
using System.Text;
using Graphoid.Runtime.Execution;
using Graphoid.Runtime.Host;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Library;

/// <summary>Module <c>random</c> (library reference, section 13).</summary>
/// <remarks><c>seed</c> steers only the two <c>det_</c> functions. Their generator is <see cref="SplitMix"/>: <c>det_random</c> takes
/// the upper 53 of 64 bits, <c>det_randint</c> the upper 64 bits of the product of 64 bits and the number of results.</remarks>
internal static class RandomModule
{
    /// <summary>Whole numbers up to here are exact.</summary>
    private const double WholeMax = 1L << 53;

    private const int TokenLengthMax = 100_000_000;
    private const string UrlSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static NativeTable Table { get; } = AddDrawing(AddTokens(new HostMembers("random", new NativeTable("`random`")
        .Add("seed", "value", "Starts the sequence of the functions det_random and det_randint.", Seed)
        .Add("det_random", "", "The next number of the sequence, from 0 up to but excluding 1.",
            static (in call) => Deterministic(call, static source => source.NextNumber()))
        .Add("det_randint", "min, max", "The next whole number of the sequence between two, both included.", DeterministicWhole))))
        .Table;

    private static HostMembers AddDrawing(HostMembers members)
    {
        void Add(string name, string signature, string doc, NativeBody body) =>
            members.Add(HostPermissions.Entropy, name, signature, doc, body, inHandlers: true);

        Add("random", "", "A number from 0 up to but excluding 1.", static (in call) => Value.Of(Source(call).NextNumber()));
        Add("randint", "min, max", "A whole number between two, both included.", RandomWhole);
        Add("uniform", "min, max", "A number from min up to but excluding max.", Uniform);
        Add("choice", "list", "One of the elements.", Choice);
        Add("shuffle", "list", "The elements in another order.", static (in call) => Value.Of(Sample(call, call.List(0).Count)));
        Add("sample", "list, count", "So many of the elements in any order.", SampleOf);
        Add("normal", "mean, std_dev", "A number of the normal distribution.", Normal);
        Add("exponential", "lambda", "A number of the exponential distribution with a rate.",
            static (in call) => Value.Of(-Math.Log(1 - Source(call).NextNumber()) / Positive(call, 0)));
        return members;
    }

    private static HostMembers AddTokens(HostMembers members) => members
        .Add(HostPermissions.Entropy, "uuid4", "", "A random UUID.", Uuid, inHandlers: true)
        .Add(HostPermissions.Entropy, "token", "length", "Random bytes as hexadecimal digits.", Token, inHandlers: true)
        .Add(HostPermissions.Entropy, "token_urlsafe", "length", "Random letters, digits, dashes and underscores.", UrlToken, inHandlers: true);

    private static RandomSource Source(in NativeCall call) =>
        ((Machine)call.Program).Activation is { } activation ? activation.Randomness.Source : SystemRandom.Instance;

    private static SeededRandom Sequence(in NativeCall call)
    {
        var machine = (Machine)call.Program;
        return machine.Activation is { } activation ? activation.Randomness.Seeded : machine.Program.Random;
    }

    private static GraphoidException Bad(in NativeCall call, string message) =>
        GraphoidException.Library(ErrorKind.Runtime, $"`{call.Entry.Name}`: {message}");

    private static long Whole(in NativeCall call, int index)
    {
        var number = Math.Truncate(call.Number(index));
        return Math.Abs(number) <= WholeMax
            ? (long)number
            : throw GraphoidException.Library(
                ErrorKind.Value,
                $"`{call.Entry.Name}`: {ArgumentChecks.Describe(call.Entry, index)} must lie within ±2^53, not {NumberText.Format(number)}");
    }

    private static (long Min, long Max) WholeBounds(in NativeCall call)
    {
        var (min, max) = (Whole(call, 0), Whole(call, 1));
        return min <= max ? (min, max) : throw Bad(call, $"min {min} is larger than max {max}");
    }

    private static Value Seed(in NativeCall call)
    {
        var value = call.Number(0);
        if (!double.IsFinite(value))
        {
            throw GraphoidException.Library(ErrorKind.Value, $"`seed`: argument `value` must be a finite number, not {NumberText.Format(value)}");
        }

        Sequence(call).Seed((ulong)Math.Clamp(value, 0, ulong.MaxValue));
        return Value.None;
    }

    private static Value Deterministic(in NativeCall call, Func<RandomSource, double> draw) =>
        Sequence(call).Draw(draw) is { } number
            ? Value.Of(number)
            : throw Bad(call, "there is no sequence yet: call `seed` first");

    private static Value DeterministicWhole(in NativeCall call)
    {
        var (min, max) = WholeBounds(call);
        return Deterministic(call, source => source.Between(min, max));
    }

    private static Value RandomWhole(in NativeCall call)
    {
        var (min, max) = WholeBounds(call);
        return Value.Of((double)Source(call).Between(min, max));
    }

    private static Value Uniform(in NativeCall call)
    {
        var (min, max) = (call.Number(0), call.Number(1));
        if (!(min < max))
        {
            throw Bad(call, $"min must be less than max, got {NumberText.Format(min)} and {NumberText.Format(max)}");
        }

        if (!double.IsFinite(max - min))
        {
            throw Bad(call, "min and max are too far apart");
        }

        // The sum may round up to the bound that is excluded.
        var number = min + (Source(call).NextNumber() * (max - min));
        return Value.Of(number < max ? number : min);
    }

    private static Value Choice(in NativeCall call)
    {
        var list = call.List(0);
        return list.Count > 0 ? list[(int)Source(call).Between(0, list.Count - 1)] : throw Bad(call, "an empty list has no elements to choose from");
    }

    private static Value SampleOf(in NativeCall call)
    {
        var count = call.Integer(1);
        var length = call.List(0).Count;
        return count >= 0 && count <= length
            ? Value.Of(Sample(call, count))
            : throw Bad(call, $"cannot take {count} elements of a list of {length}");
    }

    private static ListValue Sample(in NativeCall call, int count)
    {
        var items = call.List(0).Copy().Items.ToArray();
        var source = Source(call);
        for (var i = 0; i < Math.Min(count, items.Length - 1); i++)
        {
            var other = (int)source.Between(i, items.Length - 1);
            (items[i], items[other]) = (items[other], items[i]);
        }

        return new ListValue(items[..count]);
    }

    private static double Positive(in NativeCall call, int index) =>
        call.Number(index) is > 0 and < double.PositiveInfinity and var number
            ? number
            : throw Bad(call, $"{ArgumentChecks.Describe(call.Entry, index)} must be positive, not {NumberText.Format(call.Number(index))}");

    /// <summary>Box and Muller's way from two uniform numbers.</summary>
    private static Value Normal(in NativeCall call)
    {
        var (mean, deviation) = (call.Number(0), Positive(call, 1));
        var source = Source(call);
        var distance = Math.Sqrt(-2 * Math.Log(1 - source.NextNumber()));
        return Value.Of(mean + (deviation * distance * Math.Cos(Math.Tau * source.NextNumber())));
    }

    private static Value Uuid(in NativeCall call)
    {
        Span<byte> bytes = stackalloc byte[16];
        Source(call).Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return Value.Of(new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture));
    }

    private static int TokenLength(in NativeCall call) =>
        call.Integer(0) is <= TokenLengthMax and var length
            ? Math.Max(0, length)
            : throw GraphoidException.Library(ErrorKind.Value, $"`{call.Entry.Name}`: a token has at most {TokenLengthMax} bytes");

    private static Value Token(in NativeCall call)
    {
        var bytes = new byte[TokenLength(call)];
        Source(call).Fill(bytes);
        return Value.Of(Convert.ToHexStringLower(bytes));
    }

    private static Value UrlToken(in NativeCall call)
    {
        var bytes = new byte[TokenLength(call)];
        Source(call).Fill(bytes);
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            text.Append(UrlSafe[value % UrlSafe.Length]);
        }

        return Value.Of(text.ToString());
    }
}
