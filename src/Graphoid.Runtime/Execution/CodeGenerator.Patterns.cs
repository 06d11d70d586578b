using System.Diagnostics;
using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

internal sealed partial class CodeGenerator
{
    private void Match(MatchExpression match, bool wanted)
    {
        // Nothing reads the subject any more when an arm's body runs, so only guards can disturb it.
        Expression(match.Subject, borrow: match.Arms.All(a => a.Guard is null || InertExpressions.Contains(a.Guard)));
        var subject = _code.TemporarySlot();
        _code.Emit(OpCode.StoreLocal, match.Subject.Span, subject);
        var ends = new List<int>();
        foreach (var arm in match.Arms)
        {
            var next = ArmPatterns(arm, subject);
            if (arm.Guard is not null)
            {
                Condition(arm.Guard, jumpIf: false, out var refused);
                next.Add(refused);
            }

            Statements(arm.Body.Statements, wanted);
            ends.Add(_code.Emit(OpCode.Jump, arm.Span));
            _code.Land(next);
        }

        if (wanted)
        {
            _code.Emit(OpCode.None, match.Span);
        }

        _code.Land(ends);
    }

    /// <summary>Tests the alternatives of an arm; returns the jumps taken when none fits.</summary>
    private List<int> ArmPatterns(MatchArm arm, int subject)
    {
        var fits = new List<int>();
        var fails = new List<int>();
        for (var i = 0; i < arm.Patterns.Count; i++)
        {
            fails = [];
            var bindings = new List<Action>();
            Pattern(arm.Patterns[i], subject, fails, bindings);
            foreach (var bind in bindings)
            {
                bind();
            }

            if (i < arm.Patterns.Count - 1)
            {
                fits.Add(_code.Emit(OpCode.Jump, arm.Patterns[i].Span));
                _code.Land(fails);
            }
        }

        _code.Land(fits);
        return fails;
    }

    /// <summary>Emits the tests of a pattern; what it binds is emitted behind all of them, so that a pattern that does not
    /// fit leaves the variables alone.</summary>
    private void Pattern(Pattern pattern, int subject, List<int> fails, List<Action> bindings)
    {
        switch (pattern)
        {
            case WildcardPattern:
                break;
            case LiteralPattern { Literal: RegexLiteral regex }:
                var constant = _code.Constant(Value.Of(new RegexValue(regex.Body, regex.Flags)));
                fails.Add(_code.Emit(OpCode.TestRegex, pattern.Span, subject, constant));
                break;
            case LiteralPattern p:
                fails.Add(_code.Emit(
                    p.Literal is SymbolLiteral ? OpCode.TestSymbol : OpCode.TestConstant,
                    p.Span,
                    subject,
                    _code.Constant(Literal(p.Literal))));
                break;
            case BindingPattern p:
                bindings.Add(() =>
                {
                    _code.Emit(OpCode.LoadLocal, p.Span, subject);
                    Store(p, p.Span);
                });
                break;
            case ListPattern p:
                ListPattern(p, subject, fails, bindings);
                break;
            case MapPattern { Entries.Count: 0 }:
                fails.Add(_code.Emit(OpCode.TestMap, pattern.Span, subject));
                break;
            case MapPattern p:
                foreach (var entry in p.Entries)
                {
                    var value = _code.TemporarySlot();
                    fails.Add(_code.Emit(OpCode.TestMapKey, entry.Span, subject, _code.Constant(Value.Of(entry.Key)), 0, value));
                    if (entry.Pattern is null)
                    {
                        bindings.Add(() =>
                        {
                            _code.Emit(OpCode.LoadLocal, entry.Span, value);
                            Store(entry, entry.Span);
                        });
                    }
                    else
                    {
                        Pattern(entry.Pattern, value, fails, bindings);
                    }
                }

                break;
            default:
                throw new UnreachableException(pattern.GetType().Name);
        }
    }

    private void ListPattern(ListPattern pattern, int subject, List<int> fails, List<Action> bindings)
    {
        var rest = -1;
        for (var i = 0; i < pattern.Elements.Count; i++)
        {
            rest = pattern.Elements[i] is RestPattern ? i : rest;
        }

        var count = pattern.Elements.Count;
        fails.Add(rest < 0
            ? _code.Emit(OpCode.TestList, pattern.Span, subject, count)
            : _code.Emit(OpCode.TestListAtLeast, pattern.Span, subject, count - 1));
        for (var i = 0; i < count; i++)
        {
            var element = pattern.Elements[i];
            if (element is RestPattern { Name: null } or WildcardPattern)
            {
                continue;
            }

            var from = rest >= 0 && i > rest ? i - count : i;

            // An element that just names a frame slot goes there directly; this is the common shape of message arms.
            if (element is BindingPattern direct && _program.BindingOf(direct) is { IsFixedLocal: true, Slot: var target })
            {
                bindings.Add(() => _code.Emit(OpCode.Element, element.Span, subject, from, target));
                continue;
            }

            var slot = _code.TemporarySlot();
            if (element is RestPattern)
            {
                var (skipped, behind) = (i, count - 1 - i);
                bindings.Add(() =>
                {
                    _code.Emit(OpCode.Rest, element.Span, subject, skipped, slot, behind);
                    _code.Emit(OpCode.LoadLocal, element.Span, slot);
                    Store(element, element.Span);
                });
                continue;
            }

            _code.Emit(OpCode.Element, element.Span, subject, from, slot);
            Pattern(element, slot, fails, bindings);
        }
    }
}
