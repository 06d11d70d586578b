using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

internal sealed partial class Machine
{
    /// <summary>Errors kept for <c>get_errors</c>; further ones are dropped, so that a loop cannot fill the memory.</summary>
    private const int CollectedErrorsMax = 10_000;

    private readonly List<ErrorValue> _collected = [];

    /// <summary>What the innermost running <c>configure { … } { }</c> says; null outside of any.</summary>
    private ProgramSettings? _dynamicSettings;

    /// <summary>The settings in force: those of the innermost running block, else those of the file whose code runs.</summary>
    public ProgramSettings Settings =>
        _dynamicSettings ?? (_depth > 0 ? _frames[_depth - 1].Function.Module.Settings : ProgramSettings.Default);

    /// <summary>What <c>error_mode: :collect</c> has stored, oldest first.</summary>
    internal IReadOnlyList<ErrorValue> CollectedErrors => _collected;

    /// <summary>Forgets what was stored.</summary>
    internal void ClearErrors() => _collected.Clear();

    /// <summary>Applies settings to a block, whose end restores what the slot then holds, or to the file.</summary>
    /// <param name="slot">Where the settings before are kept; -1 for a directive without a block.</param>
    private void Configure(ListValue names, ReadOnlySpan<Value> values, ModuleInstance module, int slot)
    {
        var settings = slot >= 0 ? Settings : module.Settings;
        var dynamic = _dynamicSettings;
        for (var i = 0; i < values.Length; i++)
        {
            var name = (string)names.Items[i].Reference!;
            settings = settings.With(name, values[i]);
            dynamic = dynamic?.With(name, values[i]);
        }

        if (slot >= 0)
        {
            _stack[slot] = Value.Of(new KeptSettings(_dynamicSettings));
            _dynamicSettings = settings;
            return;
        }

        module.Settings = settings;
        _dynamicSettings = dynamic;
    }

    /// <summary>Stores an error and says where the program goes on, when it runs in a mode that collects errors.</summary>
    private bool Collect(GraphoidException failure, ref Frame frame)
    {
        if (frame.Code.Statements.Length == 0
            || failure.Error.Id is RuntimeErrorIds.TooDeep or RuntimeErrorIds.Cancelled
            || (_dynamicSettings ?? frame.Function.Module.Settings).ErrorMode != ErrorMode.Collect)
        {
            return false;
        }

        var statement = Array.Find(frame.Code.Statements, Covering(frame.Ip));
        var handler = Array.Find(frame.Code.Handlers, h => h.Covers(_frames[_depth - 1].Ip));
        if (statement is null || (handler is not null && handler.Start > statement.Start))
        {
            return false;
        }

        if (_collected.Count < CollectedErrorsMax)
        {
            _collected.Add(failure.Error);
        }

        _sp = frame.Base + frame.Code.SlotCount + statement.StackDepth;
        if (statement.YieldsNone)
        {
            _stack[_sp++] = Value.None;
        }

        frame.Ip = statement.End - 1;
        return true;
    }

    private static Predicate<StatementRange> Covering(int ip) => statement => statement.Covers(ip);

    /// <summary>The settings outside of a block, kept in a slot while it runs; programs never see it.</summary>
    private sealed class KeptSettings(ProgramSettings? settings) : ObjectValue
    {
        /// <inheritdoc/>
        public override ValueKind Kind => ValueKind.Undefined;

        public ProgramSettings? Settings => settings;
    }
}
