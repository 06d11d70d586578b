using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Encoding;

/// <summary>One value after the other.</summary>
public sealed partial class ValueWriter
{
    private void Write(Value value)
    {
        switch (value.Reference)
        {
            case null:
                WriteNumber(value.Number);
                break;
            case string text:
                Byte((byte)ValueTag.String);
                Text(text);
                break;
            case Symbol symbol:
                Byte((byte)ValueTag.Symbol);
                Text(symbol.Name);
                break;
            case ListValue list:
                WriteList(list);
                break;
            case MapValue map:
                WriteMap(map);
                break;
            case NoneValue:
                Byte((byte)ValueTag.None);
                break;
            case BoolValue:
                Byte((byte)(value.IsTruthy ? ValueTag.True : ValueTag.False));
                break;
            case UndefinedValue:
                Byte((byte)ValueTag.Undefined);
                break;
            case NodeInstance instance:
                WriteNode(instance.Handle);
                break;
            case var other:
                WriteObject((ObjectValue)other);
                break;
        }
    }

    private void WriteObject(ObjectValue value)
    {
        switch (value)
        {
            case NodeHandle node:
                WriteNode(node);
                break;
            case FunctionValue function:
                WriteFunction(function);
                break;
            case GraphObject graph:
                WriteGraph(graph);
                break;
            case EdgeHandle edge:
                WriteEdge(edge);
                break;
            case PartitionHandle partition:
                WritePartition(partition);
                break;
            case RangeValue range:
                Byte((byte)ValueTag.Range);
                Number(range.From);
                Number(range.Step);
                Count(range.Count);
                break;
            case BigNumber number:
                Byte((byte)ValueTag.BigNumber);
                Count(number.Scale);
                var digits = number.Unscaled.ToByteArray();
                Count(digits.Length);
                Raw(digits);
                break;
            case RegexValue regex:
                if (IsNew(regex, ValueTag.Regex))
                {
                    Text(regex.Body);
                    Text(regex.Flags);
                }

                break;
            case TimeValue time:
                Byte((byte)ValueTag.Time);
                Varint(time.Seconds);
                Count(time.Nanoseconds);
                break;
            case ErrorValue error:
                WriteError(error);
                break;
            case NativeFunctionValue native:
                WriteNative(native);
                break;
            case FileModuleValue module:
                WriteFileModule(module);
                break;
            case ModuleValue module:
                WriteNamespace(module);
                break;
            case IStaysInProcess:
                if (IsNew(value, ValueTag.Exported))
                {
                    Varint(_context.Export(value));
                    Byte((byte)value.Kind);
                    Text(value.Display);
                }

                break;
            default:
                throw CannotTravel($"a {value.TypeName}");
        }
    }

    private void WriteNumber(double number)
    {
        var whole = Math.Abs(number) <= EncodingFormat.WholeNumberMax ? (long)number : long.MinValue;

        // Comparing bits tells -0 from 0 as well.
        if (BitConverter.DoubleToInt64Bits(whole) != BitConverter.DoubleToInt64Bits(number))
        {
            Byte((byte)ValueTag.Number);
            Number(number);
        }
        else if (whole is >= 0 and < (byte)ValueTag.SmallNumber)
        {
            Byte((byte)((long)ValueTag.SmallNumber + whole));
        }
        else
        {
            Byte((byte)ValueTag.WholeNumber);
            Varint(whole);
        }
    }

    /// <summary>Only a shared list can turn up twice, and nobody may change it any more; any other one is written out each time.</summary>
    private void WriteList(ListValue list)
    {
        if (list.Rules is { } rules)
        {
            if (!BeginRuled(list, rules))
            {
                return;
            }

            Byte((byte)ValueTag.List);
        }
        else if (list.IsFrozen)
        {
            if (!IsNew(list, ValueTag.FrozenList))
            {
                return;
            }
        }
        else if (!list.IsShared || list.Count == 0)
        {
            Byte((byte)ValueTag.List);
        }
        else if (!IsNew(list, ValueTag.SharedList))
        {
            return;
        }

        Guard();
        Count(list.Count);
        foreach (ref readonly var item in list.Items)
        {
            Write(item);
        }
    }

    private void WriteMap(MapValue map)
    {
        if (map.Rules is { } rules)
        {
            if (!BeginRuled(map, rules))
            {
                return;
            }

            Byte((byte)ValueTag.Map);
        }
        else if (map.IsFrozen)
        {
            if (!IsNew(map, ValueTag.FrozenMap))
            {
                return;
            }
        }
        else if (!map.IsShared || map.Count == 0)
        {
            Byte((byte)ValueTag.Map);
        }
        else if (!IsNew(map, ValueTag.SharedMap))
        {
            return;
        }

        Guard();
        Count(map.Count);
        for (var at = -1; map.TryPeekNext(ref at, out var key, out var value);)
        {
            Write(key);
            Write(value);
        }
    }

    private void WriteNode(NodeHandle node)
    {
        if (IsNew(node, ValueTag.Node))
        {
            WriteGraph(node.Graph);
            Key(node.Key);
        }
    }

    private void WriteEdge(EdgeHandle edge)
    {
        Guard();
        Byte((byte)ValueTag.Edge);
        WriteNode(edge.From);
        WriteNode(edge.To);
        Text(edge.Type);
        Write(edge.Weight);
        Write(edge.Properties);
    }

    private void WritePartition(PartitionHandle partition)
    {
        if (IsNew(partition, ValueTag.Partition))
        {
            WriteGraph(partition.Graph);
            Count(partition.Index);
            Text(partition.IdText);
        }
    }

    private void WriteError(ErrorValue error)
    {
        if (!IsNew(error, error.Cause is null ? ValueTag.Error : ValueTag.CausedError))
        {
            return;
        }

        if (error.Cause is { } cause)
        {
            Guard();
            WriteError(cause);
        }

        Text(error.ErrorKind.Name);
        Text(error.Message);
        Text(error.Id);
        Bool(error.FitsRuntimeErrorToo);
        Text(error.Label);
        Text(error.Help);
        Count(error.Notes.Count);
        foreach (var note in error.Notes)
        {
            Text(note);
        }

        Count(error.Trace.Count);
        foreach (var frame in error.Trace)
        {
            Text(frame.Function);
            Text(frame.Source.Name);
            Program(frame.Source);
            Count(frame.Span.Start);
            Count(frame.Span.Length);
            Count(frame.Source.PositionOf(frame.Span.Start).Line);
        }
    }

    private void WriteNative(NativeFunctionValue native)
    {
        var name = NativeNames.Of(native.Entry) ?? throw CannotTravel($"the function `{native.Entry.Name}`");
        Byte((byte)ValueTag.NativeFunction);
        Text(name);
        Guard();
        Write(native.Receiver);
    }

    private void WriteNamespace(ModuleValue module)
    {
        var name = NativeNames.Of(module) ?? throw CannotTravel($"the module `{module.Name}`");
        Byte((byte)ValueTag.Namespace);
        Text(name);
    }

    /// <summary>The error for something that exists only in this process.</summary>
    internal GraphoidException CannotTravel(string what)
    {
        var holder = _holder is null ? string.Empty : $", which `{_holder}` holds,";
        return new GraphoidException(
            ErrorKind.Type,
            $"{what}{holder} cannot leave the process it is in",
            RuntimeErrorIds.BadArgument,
            "messages, behaviours and functions for a distributed graph may hold data, functions, graphs, nodes and actors");
    }
}
