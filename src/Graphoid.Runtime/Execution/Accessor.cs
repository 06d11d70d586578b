using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Reading elements and members of values, with the errors of the strict mode (reference, section 3.6).</summary>
internal static class Accessor
{
    /// <summary><c>target[index]</c>.</summary>
    public static Value Index(Value target, Value index)
    {
        switch (target.Reference)
        {
            case ListValue list:
                return list[Position(list.Count, index)];
            case RangeValue range:
                return Value.Of(range[Position(range.Count, index)]);
            case MapValue map:
                return map.TryGet(MapKeys.Normalize(index), out var found) ? found : throw MissingKey(map, index);
            case string text:
                return Value.Of(ScalarText.At(text, Position(ScalarText.Length(text), index))!);
            case EdgeHandle edge:
                return edge[Position(3, index)];
            default:
                throw new GraphoidException(
                    ErrorKind.Type, $"a {ValueText.TypeName(target)} has no elements", RuntimeErrorIds.OperatorTypes);
        }
    }

    /// <summary>The element position of an index; negative ones count from the end.</summary>
    public static int Position(int count, Value index)
    {
        if (!index.IsNumber)
        {
            throw new GraphoidException(
                ErrorKind.Type,
                $"an index must be a num, got {ValueText.TypeName(index)}",
                RuntimeErrorIds.BadArgument);
        }

        var at = Math.Truncate(index.Number);
        at = at < 0 ? at + count : at;
        return at >= 0 && at < count
            ? (int)at
            : throw new GraphoidException(
                ErrorKind.Runtime,
                $"index {ValueText.Display(index)} is out of range: there {(count == 1 ? "is 1 element" : $"are {count} elements")}",
                RuntimeErrorIds.MissingElement);
    }

    /// <summary><c>target.name</c> without a call.</summary>
    public static Value Member(Value target, string name)
    {
        switch (target.Reference)
        {
            case MapValue map:
                return map.TryGet(name, out var found) ? found : throw MissingKey(map, Value.Of(name));
            case NodeInstance node:
                return node.TryGetProperty(name, out var field) ? field
                    : name == "graph" ? Value.Of(node.Graph)
                    : name == "id" ? Value.Of(node.Key.ToString())
                    : node.Handle.Attribute(name) ?? Value.None;
            case Instance instance:
                return instance.TryGetProperty(name, out var property) ? property : Value.None;
            case IAttributes handle when handle.Attribute(name) is { } attribute:
                return attribute;
            case ModuleValue module:
                return module.FindMember(name) is { IsUndefined: false } member
                    ? member
                    : throw module.NoMember(name);
            default:
                throw new GraphoidException(
                    ErrorKind.Runtime,
                    $"a {ValueText.TypeName(target)} has no property `{name}`",
                    RuntimeErrorIds.UnknownMethod,
                    MethodTables.Find(target.Kind, name) is null ? null : $"to call the method write `.{name}(…)`");
        }
    }

    public static GraphoidException MissingKey(MapValue map, Value key)
    {
        var text = key.Reference is string s ? $"\"{s}\"" : ValueText.Display(key);
        var near = key.Reference is string name
            ? NearMiss.Suggest(name, map.Entries.Select(e => e.Key.Reference as string).OfType<string>())
            : null;
        return new GraphoidException(
            ErrorKind.Runtime,
            $"the map has no key {text}",
            RuntimeErrorIds.MissingElement,
            near ?? $"`.get({text})` gives none instead of an error");
    }

    public static GraphoidException UnknownMember(string owner, string name, IEnumerable<string> known) => new(
        ErrorKind.Runtime, $"{owner} has no member `{name}`", RuntimeErrorIds.UnknownMethod, NearMiss.Suggest(name, known));

    public static GraphoidException NotAPlace(Value holder, string? member) => new(
        ErrorKind.Type,
        member is null
            ? $"elements of a {ValueText.TypeName(holder)} cannot be assigned"
            : $"property `{member}` of a {ValueText.TypeName(holder)} cannot be assigned",
        RuntimeErrorIds.OperatorTypes);
}
