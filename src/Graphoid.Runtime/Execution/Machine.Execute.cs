using Graphoid.Language.Syntax;
using Graphoid.Runtime.Concurrency;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

internal sealed partial class Machine
{
    /// <summary>The run loop: one switch over the instructions of the top frame.</summary>
    private bool Execute(int floor)
    {
    Enter:
        ref var frame = ref _frames[_depth - 1];
        var code = frame.Code;
        var instructions = code.Instructions;
        var stack = _stack;
        var frames = _frames;
        var slots = frame.Base;
        var ip = frame.Ip + 1;
        var sp = _sp;

        // One local for all cases: each struct with a reference of its own would have to be cleared at every call.
        Value value;
        Step step;
        while (true)
        {
            frame.Ip = ip;
            ref readonly var i = ref instructions[ip++];
            switch (i.Op)
            {
                case OpCode.Constant:
                    stack[sp++] = code.Constants[i.A];
                    break;
                case OpCode.Number:
                    stack[sp++] = Value.Of((double)i.A);
                    break;
                case OpCode.None:
                    stack[sp++] = Value.None;
                    break;
                case OpCode.True:
                    stack[sp++] = Value.True;
                    break;
                case OpCode.False:
                    stack[sp++] = Value.False;
                    break;
                case OpCode.Pop:
                    sp--;
                    break;
                case OpCode.Duplicate:
                    stack[sp] = stack[sp - 1].Share();
                    sp++;
                    break;

                case OpCode.LoadLocal:
                    {
                        value = stack[slots + i.A];
                        if (value.IsUndefined)
                        {
                            throw UnknownName(code.Scope.SlotNames[i.A], frame.Function.Module);
                        }

                        stack[sp++] = i.B == 0 ? value.Share() : value;
                        break;
                    }

                case OpCode.MoveLocal:
                    {
                        value = stack[slots + i.A];
                        if (value.IsUndefined)
                        {
                            throw UnknownName(code.Scope.SlotNames[i.A], frame.Function.Module);
                        }

                        stack[sp++] = value;
                        break;
                    }

                case OpCode.LoadLocalOr:
                    {
                        value = stack[slots + i.A];
                        if (!value.IsUndefined)
                        {
                            stack[sp++] = i.B == 0 ? value.Share() : value;
                            ip = i.C;
                        }

                        break;
                    }

                case OpCode.LoadCapturedOr:
                    {
                        value = frame.Function.Captured[i.A];
                        if (!value.IsUndefined)
                        {
                            stack[sp++] = i.B == 0 ? value.Share() : value;
                            ip = i.C;
                        }

                        break;
                    }

                case OpCode.LoadSelfOr:
                    if (TryLoadSelf(ref frame, code.Names[i.A], out var member))
                    {
                        stack[sp++] = i.B == 0 ? member.Share() : member;
                        ip = i.C;
                    }

                    break;
                case OpCode.LoadSelfProperty:
                    {
                        value = LoadSelfProperty(ref frame, i.A, i.D);
                        stack[sp++] = i.B == 0 ? value.Share() : value;
                        break;
                    }

                case OpCode.LoadModuleOr:
                    {
                        value = frame.Function.Module.Slots[i.A];
                        if (!value.IsUndefined)
                        {
                            stack[sp++] = i.B == 0 ? value.Share() : value;
                            ip = i.C;
                        }

                        break;
                    }

                case OpCode.LoadReceiverOr:
                    if (TryLoadReceiver(code.Names[i.A], out value))
                    {
                        stack[sp++] = value;
                        ip = i.C;
                    }

                    break;
                case OpCode.LoadOwnTypeOr:
                    if (frame.Function.Home is { } home)
                    {
                        stack[sp++] = Value.Of(home.Declared.Template);
                        ip = i.C;
                    }

                    break;
                case OpCode.LoadBuiltin:
                    {
                        var module = frame.Function.Module;
                        value = module.Builtins[i.A];
                        stack[sp++] = value.IsUndefined ? LoadLater(module, i.A) : value;
                        break;
                    }

                case OpCode.LoadSelf:
                    {
                        var self = LoadSelf(ref frame, i.A == 1);
                        if (i.B == 0)
                        {
                            KeepAlive(self);
                        }

                        stack[sp++] = Value.Of(self);
                        break;
                    }

                case OpCode.StoreLocal:
                    stack[slots + i.A] = stack[--sp];
                    break;
                case OpCode.StoreLocalOr:
                    if (!stack[slots + i.A].IsUndefined)
                    {
                        stack[slots + i.A] = stack[--sp];
                        ip = i.C;
                    }

                    break;
                case OpCode.StoreCapturedOr:
                    if (!frame.Function.Captured[i.A].IsUndefined)
                    {
                        frame.Function.Captured[i.A] = stack[--sp];
                        ip = i.C;
                    }

                    break;
                case OpCode.StoreSelfOr:
                    if (frame.Self is { } owner && owner.Layout.IndexOf(code.Names[i.A]) is var at and >= 0)
                    {
                        CheckWritable(owner);
                        if (i.B == 1 && GraphType.AreSettersUsed && SetterOf(owner, code.Names[i.A]) is { } ownerSetter)
                        {
                            frame.Ip = i.C - 1;
                            EnterSetter(ownerSetter, owner, sp);
                            goto Enter;
                        }

                        owner.SetProperty(at, stack[--sp]);
                        ip = i.C;
                    }

                    break;
                case OpCode.StoreSelfProperty:
                    CheckWritable(frame.Self!);
                    if (i.B == 1 && GraphType.AreSettersUsed && SetterOf(frame.Self!, code.Names[i.A]) is { } setter)
                    {
                        EnterSetter(setter, frame.Self!, sp);
                        goto Enter;
                    }

                    StoreSelfProperty(frame.Self!, code, i.A, i.D, stack[--sp]);
                    break;
                case OpCode.InitializeProperty:
                    frame.Self!.PutProperty(code.Names[i.A], stack[--sp]);
                    break;
                case OpCode.SetGraphSetting:
                    Rules.GraphSettings.Set((GraphObject)frame.Self!, code.Names[i.A], stack[--sp]);
                    break;
                case OpCode.StoreModule:
                    frame.Function.Module.Slots[i.A] = stack[--sp];
                    break;
                case OpCode.PatchSibling:
                    PatchSiblings(ref frame, stack[slots + i.A].Reference as FunctionValue, code.Names[i.B], stack[slots + i.D]);
                    break;

                case OpCode.Jump:
                    ip = i.C;
                    break;
                case OpCode.JumpBack:
                    CountFuel();
                    ip = i.C;
                    if (code.Compiled.CountTurn())
                    {
                        frame.Ip = ip - 1;
                        _sp = sp;
                        step = EnterLoop(code, ip);
                        if (step == Step.Waiting || (step == Step.Done && _depth == floor))
                        {
                            return step == Step.Done;
                        }

                        goto Enter;
                    }

                    break;
                case OpCode.JumpIfFalse:
                    if (!stack[--sp].IsTruthy)
                    {
                        ip = i.C;
                    }

                    break;
                case OpCode.JumpIfTrue:
                    if (stack[--sp].IsTruthy)
                    {
                        ip = i.C;
                    }

                    break;
                case OpCode.JumpIfSet:
                    if (!stack[slots + i.A].IsUndefined)
                    {
                        ip = i.C;
                    }

                    break;
                case OpCode.ToBool:
                    stack[sp - 1] = Value.Of(stack[sp - 1].IsTruthy);
                    break;
                case OpCode.Truncate:
                    sp = slots + code.SlotCount + i.A;
                    break;

                case OpCode.Add:
                    {
                        ref var left = ref stack[sp - 2];
                        ref var right = ref stack[--sp];
                        left = left.IsNumber && right.IsNumber && left.Number + right.Number is var result
                            && Math.Abs(result) < Numbers.SafeMax
                            ? Value.Of(result)
                            : Operators.Apply(BinaryOperator.Add, left, right);
                        break;
                    }

                case OpCode.Subtract:
                    {
                        ref var left = ref stack[sp - 2];
                        ref var right = ref stack[--sp];
                        left = left.IsNumber && right.IsNumber && left.Number - right.Number is var result
                            && Math.Abs(result) < Numbers.SafeMax
                            ? Value.Of(result)
                            : Operators.Apply(BinaryOperator.Subtract, left, right);
                        break;
                    }

                case OpCode.Multiply:
                    {
                        ref var left = ref stack[sp - 2];
                        ref var right = ref stack[--sp];
                        left = left.IsNumber && right.IsNumber && left.Number * right.Number is var result
                            && Math.Abs(result) < Numbers.SafeMax
                            ? Value.Of(result)
                            : Operators.Apply(BinaryOperator.Multiply, left, right);
                        break;
                    }

                case OpCode.Divide:
                    {
                        ref var left = ref stack[sp - 2];
                        ref var right = ref stack[--sp];
                        left = left.IsNumber && right.IsNumber && right.Number != 0
                            ? Value.Of(left.Number / right.Number)
                            : Operators.Apply(BinaryOperator.Divide, left, right);
                        break;
                    }

                case OpCode.IntegerDivide or OpCode.Remainder or OpCode.Power or OpCode.Binary:
                    sp--;
                    stack[sp - 1] = Operators.Apply((BinaryOperator)i.A, stack[sp - 1], stack[sp]);
                    break;
                case OpCode.Less:
                    {
                        ref var left = ref stack[sp - 2];
                        ref var right = ref stack[--sp];
                        left = left.IsNumber && right.IsNumber
                            ? Value.Of(left.Number < right.Number)
                            : Operators.Apply(BinaryOperator.Less, left, right);
                        break;
                    }

                case OpCode.Greater:
                    {
                        ref var left = ref stack[sp - 2];
                        ref var right = ref stack[--sp];
                        left = left.IsNumber && right.IsNumber
                            ? Value.Of(left.Number > right.Number)
                            : Operators.Apply(BinaryOperator.Greater, left, right);
                        break;
                    }

                case OpCode.LessOrEqual or OpCode.GreaterOrEqual:
                    sp--;
                    stack[sp - 1] = Operators.Apply((BinaryOperator)i.A, stack[sp - 1], stack[sp]);
                    break;
                case OpCode.Equal or OpCode.NotEqual:
                    sp--;
                    if (stack[sp - 1].Reference is GraphObject one && stack[sp].Reference is GraphObject other)
                    {
                        if (!Await(GraphCopies.AreEqualAsync(one, other, i.Op == OpCode.Equal, Caller), sp - 1))
                        {
                            return false;
                        }

                        break;
                    }

                    stack[sp - 1] = Value.Of(ValueEquality.AreEqual(stack[sp - 1], stack[sp]) == (i.Op == OpCode.Equal));
                    break;
                case OpCode.Not:
                    stack[sp - 1] = Value.Of(!stack[sp - 1].IsTruthy);
                    break;

                case OpCode.ConditionPattern:
                    sp--;
                    stack[sp - 1] = Value.Of(((Matching.PatternValue)stack[sp - 1].Reference!).With(stack[sp]));
                    break;
                case OpCode.Concatenate or OpCode.MakeList or OpCode.MakeListSpread or OpCode.MakeMap or OpCode.MakeRange or OpCode.Slice
                    or OpCode.ElementWise or OpCode.Complement or OpCode.Negate or OpCode.MakeRegex or OpCode.Closure:
                    _sp = sp;
                    Apply(ref frame, code, in i);
                    sp = _sp;
                    break;
                case OpCode.Index:
                    sp--;
                    if (stack[sp - 1].Reference is GraphObject indexed)
                    {
                        _sp = sp - 1;
                        if (!Await(GraphMethods.GetElementAsync(indexed, stack[sp], Caller, Settings), sp - 1))
                        {
                            return false;
                        }

                        break;
                    }

                    {
                        var element = Accessor.Index(stack[sp - 1], stack[sp], this);
                        stack[sp - 1] = i.B == 0 ? element.Share() : element;
                    }

                    break;
                case OpCode.Member:
                    {
                        value = LoadMember(stack[sp - 1], code, i.A, i.D);
                        stack[sp - 1] = i.B == 0 ? value.Share() : value;
                        break;
                    }

                case OpCode.PathRead or OpCode.PathOwn or OpCode.PathWrite:
                    _sp = sp;
                    if (ApplyPath(ref frame, code, in i, out var pathRest) && !Await(pathRest(), _sp))
                    {
                        return false;
                    }

                    sp = ++_sp;
                    if (_setterSearch.Found is { } found)
                    {
                        _setterSearch.Found = null;
                        CheckWritable(found as GraphObject);
                        var property = code.Paths[i.A].Members[^1]!;
                        if (SetterOf(found, property) is { } setterFound)
                        {
                            stack[sp] = _setterSearch.Written;
                            EnterSetter(setterFound, found, sp + 1);
                            goto Enter;
                        }

                        found.PutProperty(property, _setterSearch.Written);
                    }

                    break;
                case OpCode.Sink:
                    {
                        var sunk = stack[sp - 1];
                        stack.AsSpan(sp - 1 - i.A, i.A).CopyTo(stack.AsSpan(sp - i.A, i.A));
                        stack[sp - 1 - i.A] = sunk;
                        break;
                    }

                case OpCode.Call:
                    _sp = sp;
                    step = CallValue(i.A, i.B < 0 ? null : code.Shapes[i.B], i.C == 1);
                    goto Called;
                case OpCode.CallMethod:
                    _sp = sp;
                    step = CallMethod(code, in i);
                    goto Called;
                case OpCode.CallBang:
                    _sp = sp;
                    step = CallBang(code, in i);
                    goto Called;
                case OpCode.CallSuper:
                    _sp = sp;
                    step = CallSuper(ref frame, code, in i);
                    goto Called;
                case OpCode.Instantiate:
                    _sp = sp;
                    step = Instantiate(i.A);
                    goto Called;
                case OpCode.Spawn:
                    stack[sp - 1] = Value.Of(ActorValue.Spawn(stack[sp - 1], Program));
                    break;
                case OpCode.SpawnTask:
                    if (!Await(ProgramTask.StartAsync((FunctionValue)stack[sp - 1].Reference!, this), sp - 1))
                    {
                        return false;
                    }

                    break;
                case OpCode.Await:
                    break;
                case OpCode.DefineFunction:
                    {
                        var function = Close(ref frame, code.Functions[i.A], frame.Self, frame.Function.Home);
                        var present = i.B >= 0 ? stack[slots + i.B] : frame.Function.Module.Slots[i.C];
                        if (present.Reference is FunctionValue { Code.IsLambda: false } older && older.Code.Name == function.Code.Name)
                        {
                            function = function.WithOverloadsOf(older);
                        }

                        stack[sp++] = Value.Of(function);
                        break;
                    }

                case OpCode.DefineGraph:
                    {
                        var parent = stack[sp - 1];
                        var template = DefineGraph(ref frame, code.Graphs[i.A], parent);
                        stack[sp - 1] = Value.Of(template);
                        if (parent.Reference is GraphObject { Data: not null } origin
                            && !Await(GraphCopies.CopyDataAsync(origin, template, Caller), sp - 1))
                        {
                            return false;
                        }

                        break;
                    }

                case OpCode.RunInitializer:
                    {
                        var template = (GraphObject)stack[sp - 1].Reference!;
                        var initializer = Close(ref frame, code.Functions[i.A], template, template.Type);
                        _sp = sp + 1;
                        EnterFunction(initializer, template, _sp, 0);
                        goto Enter;
                    }

                case OpCode.Return or OpCode.ReturnNone:
                    {
                        var result = i.Op == OpCode.Return ? stack[sp - 1] : Value.None;
                        sp = slots;
                        if (frame.WriteBacks is { } writeBacks)
                        {
                            GiveBack(writeBacks, slots, frames[_depth - 2].Base);
                            frame.WriteBacks = null;
                        }

                        if (code.DropsResult)
                        {
                            sp--;
                        }
                        else
                        {
                            stack[sp - 1] = result;
                        }

                        frame.Self = null;
                        _sp = sp;
                        _depth--;
                        if (_depth == floor)
                        {
                            return true;
                        }

                        goto Enter;
                    }

                case OpCode.TestConstant:
                    if (!ValueEquality.AreEqual(stack[slots + i.A], code.Constants[i.B]))
                    {
                        ip = i.C;
                    }

                    break;
                case OpCode.TestSymbol:
                    if (!ReferenceEquals(stack[slots + i.A].Reference, code.Constants[i.B].Reference))
                    {
                        ip = i.C;
                    }

                    break;
                case OpCode.TestList:
                    if (stack[slots + i.A].Reference is not ListValue exact || exact.Count != i.B)
                    {
                        ip = IsListOf(stack[slots + i.A], i.B, isExact: true) ? ip : i.C;
                    }

                    break;
                case OpCode.TestListAtLeast:
                    ip = IsListOf(stack[slots + i.A], i.B, isExact: false) ? ip : i.C;
                    break;
                case OpCode.Element:
                    {
                        var list = stack[slots + i.A].Reference as ListValue ?? ArgumentChecks.AsList(stack[slots + i.A])!;
                        stack[slots + i.C] = list[i.B < 0 ? list.Count + i.B : i.B];
                        break;
                    }

                case OpCode.Rest:
                    stack[slots + i.C] = Slices.Between(ArgumentChecks.AsList(stack[slots + i.A]), i.B, i.D);
                    break;
                case OpCode.TestMap:
                    ip = stack[slots + i.A].Reference is MapValue ? ip : i.C;
                    break;
                case OpCode.TestMapKey:
                    if (stack[slots + i.A].Reference is MapValue map && map.TryGet(code.Constants[i.B], out var entry))
                    {
                        stack[slots + i.D] = entry;
                    }
                    else
                    {
                        ip = i.C;
                    }

                    break;
                case OpCode.TestRegex:
                    if (TextOf(stack[slots + i.A]) is not { } text
                        || !((RegexValue)code.Constants[i.B].Reference!).For(text).IsMatch(text))
                    {
                        ip = i.C;
                    }

                    break;

                case OpCode.Iterate:
                    sp--;
                    if (i.B == 0 && stack[sp].Reference is GraphObject nodes)
                    {
                        _sp = sp;
                        if (!Await(GraphMethods.NodesAsync(nodes, Caller), sp))
                        {
                            return false;
                        }
                    }

                    stack[slots + i.A] = Value.Of(IteratorValue.Over(stack[sp], i.B == 1));
                    break;
                case OpCode.Next:
                    var iterator = (IteratorValue)stack[slots + i.A].Reference!;
                    if (iterator.Channel is { } channel)
                    {
                        _sp = sp;
                        if (!Await(ChannelMethods.NextAsync(channel, this), sp))
                        {
                            return false;
                        }

                        if (stack[sp].IsUndefined)
                        {
                            ip = i.C;
                        }
                        else
                        {
                            sp++;
                        }
                    }
                    else if (iterator.MoveNext(out var next))
                    {
                        stack[sp++] = next;
                    }
                    else
                    {
                        ip = i.C;
                    }

                    break;
                case OpCode.NextPair:
                    if (((IteratorValue)stack[slots + i.A].Reference!).MoveNext(out var key, out var item))
                    {
                        stack[sp++] = item;
                        stack[sp++] = key;
                    }
                    else
                    {
                        ip = i.C;
                    }

                    break;

                case OpCode.Raise:
                    throw Raised(stack[--sp]);
                case OpCode.Rethrow:
                    throw new GraphoidException((ErrorValue)stack[slots + i.A].Reference!);
                case OpCode.TestErrorKind:
                    if (!((ErrorValue)stack[slots + i.A].Reference!).Fits(code.Names[i.B]))
                    {
                        ip = i.C;
                    }

                    break;
                case OpCode.UnknownName:
                    throw UnknownName(code.Names[i.A], frame.Function.Module);
                case OpCode.NextDefinition:
                    EnterNextDefinition(ref frame);
                    goto Enter;
                case OpCode.AttachMethod:
                    AttachMethod(ref frame, code.Functions[i.A], stack[--sp]);
                    break;
                case OpCode.Import:
                    _sp = sp;
                    step = Import(frame.Function.Module, code.Names[i.A]);
                    goto Called;
                case OpCode.Imported:
                    stack[sp - 1] = FinishImport(frame.Function.Module, code.Names[i.A], stack[sp - 1], bindsNames: i.B == 1);
                    break;
                case OpCode.ImportMember:
                    stack[sp] = ImportMember(frame.Function.Module, stack[sp - 1], code.Names[i.A]);
                    sp++;
                    break;
                case OpCode.Load:
                    _sp = sp;
                    LoadFile(frame.Function.Module);
                    goto Enter;
                case OpCode.Contains:
                    sp--;
                    if (stack[sp].Reference is GraphObject holder)
                    {
                        if (!Await(GraphMethods.ContainsAsync(holder, stack[sp - 1], i.A == 0, Caller), sp - 1))
                        {
                            return false;
                        }

                        break;
                    }

                    stack[sp - 1] = Operators.Apply(
                        i.A == 0 ? BinaryOperator.In : BinaryOperator.NotIn, stack[sp - 1], stack[sp]);
                    break;
                case OpCode.Configure:
                    sp -= i.A;
                    Configure(
                        (ListValue)code.Constants[i.B].Reference!,
                        stack.AsSpan(sp, i.A),
                        frame.Function.Module,
                        i.C < 0 ? -1 : slots + i.C);
                    break;
                case OpCode.ModalBinary:
                    sp--;
                    stack[sp - 1] = i.B == 0
                        ? ModalArithmetic.Apply((BinaryOperator)i.A, stack[sp - 1], stack[sp], Settings)
                        : ModalArithmetic.ElementWise((BinaryOperator)i.A, stack[sp - 1], stack[sp], Settings);
                    break;
                case OpCode.ModalUnary:
                    stack[sp - 1] = ModalArithmetic.Apply((UnaryOperator)i.A, stack[sp - 1], Settings);
                    break;
                case OpCode.Admit:
                    stack[sp - 1] = DeclaredTypes.Admit(stack[sp - 1], (ListValue)code.Constants[i.A].Reference!, Settings);
                    break;
                case OpCode.Adapt:
                    stack[sp - 1] = ModalArithmetic.Assigned(stack[sp - 1], Settings);
                    break;
                case OpCode.RestoreSettings:
                    _dynamicSettings = ((KeptSettings)stack[slots + i.A].Reference!).Settings;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException(i.Op.ToString());
            }

            continue;

        Called:
            if (step == Step.Waiting)
            {
                return false;
            }

            // A built-in that called back may have moved the arrays.
            if (step == Step.Entered || !ReferenceEquals(stack, _stack) || !ReferenceEquals(frames, _frames))
            {
                goto Enter;
            }

            sp = _sp;
        }
    }

    /// <summary>What a call instruction led to.</summary>
    private enum Step
    {
        /// <summary>The result is on the stack.</summary>
        Done,

        /// <summary>A new frame is on top.</summary>
        Entered,

        /// <summary>Something has to be waited for.</summary>
        Waiting,
    }

    /// <summary>Puts a finished result into the place given, or leaves the machine waiting for it.</summary>
    private bool Await(ValueTask<Value> task, int resultAt)
    {
        if (task.IsCompletedSuccessfully)
        {
            _stack[resultAt] = task.Result;
            return true;
        }

        _sp = resultAt;
        _pending = task.AsTask();
        return false;
    }
}
