using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Reading elements and members of values, with the errors of the strict mode (reference, section 3.6).</summary>
internal static class Accessor
{
    /// <summary><c>target[index]</c>.</summary>
    /// <param name="machine">Whose settings say whether missing elements raise; without one they do.</param>
    public static Value Index(Value target, Value index, Machine? machine = null)
    {
        switch (target.Reference)
        {
            case ListValue list:
                return TryPosition(list.Count, index, out var at) ? list[at] : MissingElement(list.Count, index, machine);
            case RangeValue range:
                return TryPosition(range.Count, index, out var step)
                    ? Value.Of(range[step])
                    : MissingElement(range.Count, index, machine);
            case MapValue map:
                return map.TryGet(MapKeys.Normalize(index), out var found) ? found : Missing(map, index, machine);
            case string text:
                var length = ScalarText.Length(text);
                return TryPosition(length, index, out var character)
                    ? Value.Of(ScalarText.At(text, character)!)
                    : MissingElement(length, index, machine);
            case IIdentified handle:
                return Index(Value.Of(handle.IdText), index, machine);
            case EdgeHandle edge:
                return edge[Position(3, index)];
            case Matching.MatchResults results:
                return results.Rows[Position(results.Rows.Count, index)];
            default:
                throw new GraphoidException(
                    ErrorKind.Type, $"{ValueText.KindWithArticle(target)} has no elements", RuntimeErrorIds.OperatorTypes);
        }
    }

    /// <summary>The element position of an index; negative ones count from the end.</summary>
    public static int Position(int count, Value index) =>
        TryPosition(count, index, out var at) ? at : throw OutOfRange(count, index);

    private static bool TryPosition(int count, Value index, out int position)
    {
        var at = Math.Truncate(index.IsNumber ? index.Number
            : index.Reference is BigNumber big ? big.ToDouble()
            : throw NoIndex(index));
        at = at < 0 ? at + count : at;
        var isThere = at >= 0 && at < count;
        position = isThere ? (int)at : -1;
        return isThere;
    }

    /// <summary>Not a number between the brackets. <c>[:n]</c> is an index by a symbol (reference, section 1.4).</summary>
    private static GraphoidException NoIndex(Value index) => new(new ErrorValue(
        ErrorKind.Type, $"an index must be a num, got {ValueText.TypeName(index)}", RuntimeErrorIds.BadArgument)
    {
        Help = index.Reference is Symbol symbol ? $"for the elements before `{symbol.Name}`, write `[0:{symbol.Name}]`" : null,
    });

    /// <summary><c>target.name</c> without a call.</summary>
    /// <param name="machine">As for <see cref="Index"/>.</param>
    public static Value Member(Value target, string name, Machine? machine = null)
    {
        switch (target.Reference)
        {
            case MapValue map:
                return map.TryGet(name, out var found) ? found : Missing(map, Value.Of(name), machine);
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
                    $"{ValueText.KindWithArticle(target)} has no property `{name}`",
                    RuntimeErrorIds.UnknownMethod,
                    MethodTables.Find(target.Kind, name) is not null ? $"to call the method write `.{name}(…)`"
                        : NearMiss.Find(name, MethodTables.NamesFor(target.Kind)) is [var near, ..] ? $"did you mean the method `.{near}(…)`?"
                        : null);
        }
    }

    private static Value Missing(MapValue map, Value key, Machine? machine) =>
        machine is { Settings.IsLenient: true } ? Value.None : throw MissingKey(map, key);

    private static Value MissingElement(int count, Value index, Machine? machine) =>
        machine is { Settings: { IsLenient: true } or { ChecksBounds: false } } ? Value.None : throw OutOfRange(count, index);

    private static GraphoidException OutOfRange(int count, Value index) => new(
        ErrorKind.Runtime,
        $"index {ValueText.Display(index)} is out of range: there {(count == 1 ? "is 1 element" : $"are {count} elements")}",
        RuntimeErrorIds.MissingElement);

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
            ? $"elements of {ValueText.KindWithArticle(holder)} cannot be assigned"
            : $"property `{member}` of {ValueText.KindWithArticle(holder)} cannot be assigned",
        RuntimeErrorIds.OperatorTypes);
}
