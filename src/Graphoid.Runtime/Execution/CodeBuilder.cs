using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Collects the instructions of one function.</summary>
internal sealed class CodeBuilder
{
    private readonly List<Instruction> _instructions = [];
    private readonly List<TextSpan> _spans = [];
    private readonly List<Value> _constants = [];
    private readonly Dictionary<Value, int> _constantIndex = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _nameIndex = new(StringComparer.Ordinal);
    private int _cacheCount;
    private int _extraSlots;

    public CodeBuilder(FunctionScope scope, SourceText source)
    {
        Scope = scope;
        Code = new FunctionCode(scope, source);
    }

    public FunctionCode Code { get; }

    public FunctionScope Scope { get; }

    public List<FunctionCode> Functions { get; } = [];

    public List<GraphDefinition> Graphs { get; } = [];

    public List<CallShape> Shapes { get; } = [];

    public List<PathDescriptor> Paths { get; } = [];

    public List<ErrorHandler> Handlers { get; } = [];

    public List<StatementRange> Statements { get; } = [];

    /// <summary>Enclosing loops and try blocks, innermost last.</summary>
    public Stack<Region> Regions { get; } = new();

    /// <summary>Operands on the stack at this point, for error handlers.</summary>
    public int Depth { get; set; }

    /// <summary>Index of the next instruction.</summary>
    public int Here => _instructions.Count;

    public int Emit(OpCode op, TextSpan span, int a = 0, int b = 0, int c = 0, int d = 0)
    {
        _instructions.Add(new Instruction { Op = op, A = a, B = b, C = c, D = d });
        _spans.Add(span);
        return _instructions.Count - 1;
    }

    /// <summary>Sets the jump target of earlier instructions to here.</summary>
    public void Land(params IEnumerable<int> jumps)
    {
        foreach (var jump in jumps)
        {
            var instruction = _instructions[jump];
            instruction.C = Here;
            _instructions[jump] = instruction;
        }
    }

    public int Constant(Value value)
    {
        if (value.IsNumber || !_constantIndex.TryGetValue(value, out var index))
        {
            index = _constants.Count;
            _constants.Add(value.Share());
            if (!value.IsNumber)
            {
                _constantIndex.Add(value, index);
            }
        }

        return index;
    }

    public int Name(string name)
    {
        if (!_nameIndex.TryGetValue(name, out var index))
        {
            index = _names.Count;
            _names.Add(name);
            _nameIndex.Add(name, index);
        }

        return index;
    }

    public int Cache() => _cacheCount++;

    /// <summary>A slot of the frame that no name owns.</summary>
    public int TemporarySlot() => Scope.SlotNames.Count + _extraSlots++;

    /// <summary>Covers a range of instructions with a handler, leaving out the gaps of the region.</summary>
    public void Handle(Region region, int start, int end, int target, int slot)
    {
        foreach (var (gapStart, gapEnd) in region.Gaps.Where(g => g.Start < end).OrderBy(g => g.Start))
        {
            Handlers.Add(new ErrorHandler(start, gapStart, target, slot, region.Depth));
            start = gapEnd;
        }

        Handlers.Add(new ErrorHandler(start, end, target, slot, region.Depth));
    }

    public FunctionCode Finish()
    {
        Code.Instructions = [.. _instructions];
        Code.Spans = [.. _spans];
        Code.Constants = [.. _constants];
        Code.Names = [.. _names];
        Code.Functions = [.. Functions];
        Code.Graphs = [.. Graphs];
        Code.Shapes = [.. Shapes];
        Code.Paths = [.. Paths];
        Code.Handlers = [.. Handlers];
        Code.Statements = [.. Statements];
        Code.Caches = new object?[_cacheCount];
        Code.WritesCaptured = _instructions.Exists(i => i.Op == OpCode.StoreCapturedOr);
        Code.NamedSlotCount = Scope.SlotNames.Count;
        Code.SlotCount = Code.NamedSlotCount + _extraSlots;
        return Code;
    }

    /// <summary>A loop or a try block that <c>break</c>, <c>continue</c> and <c>return</c> have to leave properly.</summary>
    internal sealed class Region
    {
        public List<int>? Breaks { get; init; }

        public List<int>? Continues { get; init; }

        public Block? Finally { get; init; }

        /// <summary>The slot that keeps the settings before a <c>configure</c> block, or -1.</summary>
        public int SettingsSlot { get; init; } = -1;

        /// <summary>Operands on the stack where the region began.</summary>
        public int Depth { get; init; }

        public bool IsLoop => Breaks is not null;

        /// <summary>Whether leaving the region runs code.</summary>
        public bool HasCleanup => Finally is not null || SettingsSlot >= 0;

        /// <summary>Copies of <c>finally</c> blocks inside the region that must not be covered by its own handlers.</summary>
        public List<(int Start, int End)> Gaps { get; } = [];
    }
}
