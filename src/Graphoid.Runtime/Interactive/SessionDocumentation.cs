using Graphoid.Runtime.Graphs;
using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Interactive;

/// <summary>Answers <c>:doc NAME</c> from the tables of built-ins and from what the session declared.</summary>
public static class SessionDocumentation
{
    /// <summary>What is known about a name, one entry per line; empty when nothing is.</summary>
    /// <param name="name"><c>print</c>, <c>map</c>, <c>list.map</c>, <c>distributed.create</c>, a variable, <c>variable.method</c>.</param>
    public static IReadOnlyList<string> Of(InteractiveSession session, string name)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(name);
        var dot = name.LastIndexOf('.');
        return dot > 0 ? [.. OfMember(session, name[..dot], name[(dot + 1)..])] : [.. OfName(session, name)];
    }

    private static IEnumerable<string> OfMember(InteractiveSession session, string owner, string member)
    {
        var value = session.Find(owner);
        if (value.Reference is ModuleValue module && !module.FindMember(member).IsUndefined)
        {
            yield return $"{owner}.{Describe(module.FindMember(member), member)}";
            yield break;
        }

        if (value.Reference is Instance instance && instance.Type.FindMethod(member) is { } method)
        {
            yield return $"{owner}.{Signature(method)}";
            yield break;
        }

        var kinds = Enumerable.Range(0, ValueKinds.Count).Select(kind => (ValueKind)kind).Where(kind => ValueKinds.NameOf(kind) == owner);
        foreach (var kind in value.IsUndefined || value.Kind is ValueKind.Module or ValueKind.Function ? kinds : [value.Kind])
        {
            if (MethodTables.Find(kind, member) is { } entry)
            {
                yield return $"{ValueKinds.NameOf(kind)}.{Signature(entry)}";
            }
        }
    }

    private static IEnumerable<string> OfName(InteractiveSession session, string name)
    {
        var value = session.Find(name);
        if (!value.IsUndefined)
        {
            yield return Describe(value, name);
        }

        if (MethodTables.Common.Find(name) is { } common)
        {
            yield return $"any.{Signature(common)}";
        }

        for (var kind = 0; kind < ValueKinds.Count; kind++)
        {
            if (MethodTables.For((ValueKind)kind).Find(name) is { } entry)
            {
                yield return $"{ValueKinds.NameOf((ValueKind)kind)}.{Signature(entry)}";
            }
        }
    }

    private static string Describe(Value value, string name) => value.Reference switch
    {
        NativeFunctionValue native => Signature(native.Entry),
        FunctionValue function => Signature(function),
        ModuleValue module => $"{name} is a module: {string.Join(", ", module.MemberNames.Order(StringComparer.Ordinal))}",
        Instance instance => $"{name} is a {instance.TypeName}; methods: {Listed(instance.Type.MethodNames)}; properties: {Listed(instance.Layout.Names)}",
        _ => $"{name} is {ValueText.KindWithArticle(value)}",
    };

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).DefaultIfEmpty("none"));

    private static string Signature(FunctionValue function) => $"{function.Code.Name}({string.Join(", ", function.Code.ParameterNames)})";

    private static string Signature(NativeEntry entry)
    {
        var parameters = entry.Parameters.Select(p => p.IsRest ? $"...{p.Name}" : p.IsNamedOnly ? $"{p.Name}: none" : p.IsOptional ? $"[{p.Name}]" : p.Name);
        return $"{entry.Name}{(entry.HasBang ? "[!]" : "")}({string.Join(", ", parameters)})  {entry.Doc}";
    }
}
