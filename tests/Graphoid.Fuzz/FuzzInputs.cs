using Graphoid.Language.Tests.Generation;

namespace Graphoid.Fuzz;

/// <summary>The inputs of a run: the same seed and number give the same text, as long as the repository's programs stay.</summary>
internal sealed class FuzzInputs
{
    /// <summary>Longer programs are used in pieces, so that a run sees many inputs rather than large ones.</summary>
    private const int LettersMax = 1200;

    private readonly List<string> _programs;
    private readonly Damage _damage;
    private readonly int _seed;

    public FuzzInputs(int seed)
    {
        _seed = seed;
        _programs = [.. Programs.Files().Select(File.ReadAllText).Where(text => text.Length > 0)];
        _damage = new Damage(_programs);
    }

    /// <summary>One input.</summary>
    public string Of(int number)
    {
        var random = new Random(HashCode(_seed, number));
        return random.Next(20) switch
        {
            < 5 => RandomProgram.Of(random.Next()),
            < 7 => _damage.Words(RandomProgram.Of(random.Next()), random),
            < 8 => _damage.Letters(RandomProgram.Of(random.Next()), random),
            < 15 => _damage.Words(Piece(random), random),
            < 17 => Piece(random) + "\n" + Piece(random),
            < 18 => _damage.Lines(Piece(random), random),
            _ => _damage.Letters(Piece(random), random),
        };
    }

    private static int HashCode(int seed, int number) => unchecked((seed * 486187739) ^ (number * 31) ^ (number >> 7));

    /// <summary>A stretch of whole lines of any program.</summary>
    private string Piece(Random random)
    {
        var program = _programs[random.Next(_programs.Count)];
        if (program.Length <= LettersMax)
        {
            return program;
        }

        var from = random.Next(program.Length - LettersMax);
        from = random.Next(3) == 0 ? 0 : program.IndexOf('\n', from) + 1;
        var to = program.IndexOf('\n', Math.Min(program.Length - 1, from + random.Next(100, LettersMax)));
        return to < from ? program[from..] : program[from..to];
    }
}
