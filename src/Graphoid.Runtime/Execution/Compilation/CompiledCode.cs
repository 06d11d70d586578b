namespace Graphoid.Runtime.Execution.Compilation;

/// <summary>Counts how hot a function is, compiles it when that pays, and gives up on code that keeps leaving what was compiled.</summary>
/// <remarks>Counting is not synchronised: a lost step only delays compiling. What is published is immutable.</remarks>
internal sealed class CompiledCode
{
    /// <summary>The name of the setting (<see cref="AppContext"/>) that says when functions are compiled: <c>always</c> at the first
    /// call, <c>never</c>, otherwise when they are hot. For tests and measurements; results are the same.</summary>
    public const string Setting = "Graphoid.Compilation";

    /// <summary>Calls after which a function is compiled.</summary>
    private static int _callsMin = Threshold(400, AppContext.GetData(Setting));

    /// <summary>Turns of a loop after which the function around it is compiled and entered in the middle.</summary>
    private static int _turnsMin = Threshold(3000, AppContext.GetData(Setting));

    /// <summary>Ways out of compiled code into the interpreter before it is compiled again with fewer assumptions.</summary>
    private const int ExitsMax = 40;

    /// <summary>How often assumptions are dropped before the function stays with the interpreter.</summary>
    private const int VersionsMax = 3;

    private readonly FunctionCode _code;
    private int _calls = _callsMin;
    private int _turns = _turnsMin;
    private int _exits;
    private int _versions;
    private bool _isRefused;

    public CompiledCode(FunctionCode code) => _code = code;

    /// <summary>The compiled code, or null while the interpreter runs the function.</summary>
    public CompiledBody? Body { get; private set; }

    /// <summary>The number of each loop that can be entered in the middle, by the instruction at its head.</summary>
    public IReadOnlyDictionary<int, int> Entries { get; private set; } = new Dictionary<int, int>();

    /// <summary>Chooses anew when functions whose code is made from now on are compiled; for tests that compare both ways in one process.</summary>
    internal static void Choose(string? setting)
    {
        _callsMin = Threshold(400, setting);
        _turnsMin = Threshold(3000, setting);
    }

    private static int Threshold(int whenHot, object? setting) => setting switch
    {
        "always" => 1,
        "never" => int.MaxValue,
        _ => whenHot,
    };

    /// <summary>Notes a call; true when the function has become worth compiling.</summary>
    public bool CountCall() => --_calls <= 0 && !_isRefused;

    /// <summary>Notes a turn of a loop; true when the function should be entered in compiled form.</summary>
    public bool CountTurn()
    {
        if (--_turns > 0 || _isRefused)
        {
            return false;
        }

        _turns = _turnsMin;
        return true;
    }

    /// <summary>Notes that compiled code could not go on.</summary>
    public void CountExit()
    {
        if (++_exits < ExitsMax)
        {
            return;
        }

        _exits = 0;
        Body = null;
        _isRefused |= ++_versions == VersionsMax;
    }

    /// <summary>Compiles the function when it can be; the arguments that numbers were given for are assumed to be numbers.</summary>
    /// <param name="areNumbers">One per parameter, what the present call has.</param>
    public void Compile(ReadOnlySpan<bool> areNumbers)
    {
        if (Body is not null || _isRefused)
        {
            return;
        }

        // After a version that left too often nothing is assumed about parameters any more.
        var flow = TypeFlow.Analyze(_code, _versions == 0 ? areNumbers : []);
        if (flow is null)
        {
            _isRefused = true;
            return;
        }

        var (body, entries) = new BodyEmitter(_code, flow).Emit();
        Entries = entries;
        Body = body;
    }
}
