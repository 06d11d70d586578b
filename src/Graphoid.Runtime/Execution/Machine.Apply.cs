using Graphoid.Language.Syntax;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Instructions that take operands from the stack and leave one there, for the run loop and for compiled functions.</summary>
internal sealed partial class Machine
{
    private void Apply(ref Frame frame, FunctionCode code, in Instruction i)
    {
        var stack = _stack;
        var sp = _sp;
        switch (i.Op)
        {
            case OpCode.Concatenate:
                sp -= i.A;
                stack[sp] = Concatenate(stack.AsSpan(sp, i.A));
                sp++;
                break;
            case OpCode.MakeList:
                sp -= i.A;
                stack[sp] = Value.Of(new ListValue(stack.AsSpan(sp, i.A).ToArray()));
                sp++;
                break;
            case OpCode.MakeListSpread:
                sp -= i.A;
                stack[sp] = Value.Of(new ListValue(Spread(stack.AsSpan(sp, i.A), code.Shapes[i.B].Spreads)));
                sp++;
                break;
            case OpCode.MakeMap:
                sp -= 2 * i.A;
                stack[sp] = Value.Of(MakeMap(stack.AsSpan(sp, 2 * i.A)));
                sp++;
                break;
            case OpCode.MakeRange:
                sp--;
                stack[sp - 1] = MakeRange(stack[sp - 1], stack[sp], i.A == 1);
                break;
            case OpCode.Slice:
                sp -= 3;
                stack[sp - 1] = Slices.Of(stack[sp - 1], stack[sp], stack[sp + 1], stack[sp + 2]);
                break;
            case OpCode.ElementWise:
                sp--;
                stack[sp - 1] = Operators.ElementWise((BinaryOperator)i.A, stack[sp - 1], stack[sp]);
                break;
            case OpCode.Negate:
                stack[sp - 1] = Operators.Negate(stack[sp - 1]);
                break;
            case OpCode.Complement:
                stack[sp - 1] = Operators.Complement(stack[sp - 1]);
                break;
            case OpCode.MakeRegex:
                code.Caches[i.D] ??= new RegexValue((string)code.Constants[i.A].Reference!, (string)code.Constants[i.B].Reference!);
                stack[sp++] = Value.Of((RegexValue)code.Caches[i.D]!);
                break;
            case OpCode.Closure:
                stack[sp++] = Value.Of(Close(ref frame, code.Functions[i.A], frame.Self, frame.Function.Home));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(i.Op.ToString());
        }

        _sp = sp;
    }

    /// <summary>Reads or writes along a path; the result's place is the top of the stack then.</summary>
    /// <param name="rest">What has to be awaited for the result, when the path leads through a graph.</param>
    /// <returns>Whether there is such a rest; otherwise the result lies in its place.</returns>
    private bool ApplyPath(ref Frame frame, FunctionCode code, in Instruction i, out Func<ValueTask<Value>> rest)
    {
        var stack = _stack;
        var path = code.Paths[i.A];
        GraphStep? stop;
        Value[] indices;
        rest = null!;
        switch (i.Op)
        {
            case OpCode.PathRead:
                {
                    _sp--;
                    var places = stack.AsSpan(_sp - path.IndexCount, path.IndexCount);
                    stack[_sp] = PathWriter.Read(stack[_sp], path, places, out stop, this).Share();
                    indices = stop is null ? [] : places.ToArray();
                    break;
                }

            case OpCode.PathOwn:
                {
                    var places = stack.AsSpan(_sp - 1 - i.B - path.IndexCount, path.IndexCount);
                    stack[_sp] = PathWriter.Own(ref stack[_sp - 1], path, places, frame.Self?.WriteEpoch ?? 0, out stop);
                    indices = stop is null ? [] : places.ToArray();
                    break;
                }

            default:
                {
                    _sp -= 2 + path.IndexCount;
                    var places = stack.AsSpan(_sp, path.IndexCount);
                    var written = stack[_sp + path.IndexCount];
                    var root = stack[_sp + path.IndexCount + 1];
                    if (path is { Members.Length: 1, IndexCount: 1 } && TryWriteElement(ref frame, root, stack[_sp], written))
                    {
                        stack[_sp] = root;
                        return false;
                    }

                    CheckWritable(root.Reference as GraphObject);
                    var through = i.B == 1 && GraphType.AreSettersUsed && path.Members[^1] is not null ? _setterSearch : null;
                    var changed = PathWriter.Write(root, path, places, written, frame.Self?.WriteEpoch ?? 0, out stop, through);
                    if (through is not null)
                    {
                        through.Written = written;
                    }

                    if (stop is not { } at)
                    {
                        stack[_sp] = changed;
                        return false;
                    }

                    rest = WriteRest(at, path, places.ToArray(), written, changed);
                    return true;
                }
        }

        if (stop is not { } node)
        {
            return false;
        }

        rest = ReadRest(node, path, indices);
        return true;
    }

    // Apart, because a closure is made where the method begins whose locals it holds.
    private Func<ValueTask<Value>> WriteRest(GraphStep at, PathDescriptor path, Value[] indices, Value written, Value changed) =>
        () => GraphMethods.WritePathAsync(at, path, indices, written, changed, Caller);

    private Func<ValueTask<Value>> ReadRest(GraphStep at, PathDescriptor path, Value[] indices) =>
        () => GraphMethods.ReadPathAsync(at, path, indices, Caller);

    /// <summary>Writes an element of a container that only this place holds; false when it needs more than that.</summary>
    private static bool TryWriteElement(ref Frame frame, Value container, Value index, Value written)
    {
        switch (container.Held)
        {
            case MapValue { IsShared: false } map when index.Held is string && map.Epoch == (frame.Self?.WriteEpoch ?? 0):
                map.Set(index, written);
                return true;
            case ListValue { IsExclusive: true } list when index.IsNumber && list.Epoch == (frame.Self?.WriteEpoch ?? 0)
                && (int)index.Number is var at && at == index.Number && (uint)at < (uint)list.Count:
                list.SetInPlace(at, written);
                return true;
            default:
                return false;
        }
    }

    private bool TryLoadReceiver(string name, out Value method)
    {
        if (DynamicReceiver() is { } receiver && receiver.Type.FindMethod(name) is { } found)
        {
            KeepAlive(receiver);
            method = Value.Of(Bound(found, receiver, name));
            return true;
        }

        method = Value.Undefined;
        return false;
    }

    private Instance LoadSelf(ref Frame frame, bool mayBeReceiver) =>
        frame.Self ?? (mayBeReceiver ? DynamicReceiver() : null) ?? throw new GraphoidException(
            ErrorKind.Runtime, "`self` has no meaning outside of a graph's methods", RuntimeErrorIds.UnknownName);
}
