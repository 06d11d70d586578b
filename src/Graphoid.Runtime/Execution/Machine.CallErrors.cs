using Graphoid.Language.Diagnostics;
using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>What a call that cannot be made tells the user.</summary>
internal sealed partial class Machine
{
    private static GraphoidException NotCallable(Value value) => new(
        ErrorKind.Type,
        $"{ValueText.KindWithArticle(value)} cannot be called",
        RuntimeErrorIds.NotCallable,
        value.Kind == ValueKind.Graph ? ForeignNames.Instances : null);

    internal static GraphoidException UnknownMethod(Value receiver, string name)
    {
        var known = MethodTables.NamesFor(receiver.Kind);
        known = receiver.Reference switch
        {
            NodeInstance node => known.Concat(node.Type.MethodNames).Concat(MethodTables.NamesFor(ValueKind.Node)),
            Instance instance => known.Concat(instance.Type.MethodNames),
            IIdentified => known.Concat(MethodTables.NamesFor(ValueKind.String)),
            EdgeHandle => known.Concat(MethodTables.NamesFor(ValueKind.List)),
            _ => known,
        };
        var type = ValueText.KindWithArticle(receiver);
        var error = new ErrorValue(ErrorKind.Runtime, $"unknown method `{name}` on {type}", RuntimeErrorIds.UnknownMethod)
        {
            Label = $"{type} has no method of this name",
            Help = (receiver.Reference is Instance owner && owner.Layout.IndexOf(name) >= 0)
                || (receiver.Reference is MapValue map && map.TryGet(name, out _))
                ? $"`{name}` is a {(receiver.Reference is MapValue ? "key" : "property")}: read it without parentheses"
                : name == "new" && receiver.Reference is GraphObject ? ForeignNames.Instances
                : ForeignNames.HelpForMethod(name, known) ?? NearMiss.Suggest(name, known),
        };
        return new GraphoidException(error);
    }

    internal static GraphoidException UnknownArgument(string function, string name, IEnumerable<string> known) => new(
        ErrorKind.Runtime,
        $"`{function}` has no argument `{name}`",
        RuntimeErrorIds.UnknownArgument,
        NearMiss.Suggest(name, known) ?? (known.Any() ? $"it has {string.Join(", ", known.Select(k => $"`{k}`"))}" : "it has none"));

    internal static GraphoidException GivenTwice(string function, string name) => new(
        ErrorKind.Runtime, $"`{function}`: argument `{name}` is given twice", RuntimeErrorIds.UnknownArgument);

    internal static GraphoidException WrongCount(NativeEntry entry, int given)
    {
        var least = entry.ArgumentsMin;
        var most = entry.PositionalMax;
        var expected = most == int.MaxValue ? $"at least {least}" : least == most ? $"{least}" : $"{least} to {most}";
        return WrongCount(entry.Name, expected, expected == "1" || expected == "at least 1", given);
    }

    private static GraphoidException WrongCount(FunctionCode code, int given)
    {
        var least = code.RequiredParameters;
        var most = code.ParameterCount;
        var expected = code.HasRest ? $"at least {least}" : least == most ? $"{least}" : $"{least} to {most}";
        return WrongCount(code.Name, expected, expected is "1" or "at least 1", given);
    }

    private static GraphoidException WrongCount(string name, string expected, bool isOne, int given) => new(
        ErrorKind.Runtime,
        $"`{name}` expects {expected} argument{(isOne ? string.Empty : "s")}, got {given}",
        RuntimeErrorIds.WrongArgumentCount);
}
