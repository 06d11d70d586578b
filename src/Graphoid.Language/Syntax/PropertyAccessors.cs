using Graphoid.Language.Text;

namespace Graphoid.Language.Syntax;

/// <summary>The getters and setters that <c>configure { readable: :p }</c> and its kin stand for (reference, section 6.1).</summary>
/// <remarks>They are written out as methods, so that everything behind the parser knows only methods.</remarks>
public static class PropertyAccessors
{
    /// <summary>The settings that name properties.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["readable", "writable", "accessible"];

    /// <summary>One method per accessor; items that are no accessor settings have none.</summary>
    public static IReadOnlyList<FunctionDeclaration> Of(IReadOnlyList<ConfigurationItem> items)
    {
        var accessors = new List<FunctionDeclaration>();
        foreach (var item in items)
        {
            foreach (var property in PropertiesOf(item) ?? [])
            {
                if (item.Name is "readable" or "accessible")
                {
                    accessors.Add(Getter(property.Name, property.Span));
                }

                if (item.Name is "writable" or "accessible")
                {
                    accessors.Add(Setter(property.Name, property.Span));
                }
            }
        }

        return accessors;
    }

    /// <summary>The symbols that an accessor setting lists; null when it is another setting or lists something else.</summary>
    public static IReadOnlyList<SymbolLiteral>? PropertiesOf(ConfigurationItem item) => Settings.Contains(item.Name)
        ? item.Value switch
        {
            SymbolLiteral one => [one],
            ListLiteral many when many.Items.All(i => i is { IsSpread: false, Value: SymbolLiteral }) =>
                [.. many.Items.Select(i => (SymbolLiteral)i.Value)],
            _ => null,
        }
        : null;

    private static FunctionDeclaration Getter(string property, TextSpan span) =>
        Method(property, [], null, new MemberExpression(new SelfExpression(span), property, IsBang: false, span, span), span);

    private static FunctionDeclaration Setter(string property, TextSpan span)
    {
        const string Given = "value";
        var place = new MemberExpression(new SelfExpression(span), property, IsBang: false, span, span);
        var store = new Assignment(place, null, new NameExpression(Given, span), span);
        var parameter = new Parameter(Given, null, null, IsRest: false, null, span);
        return Method("set_" + property, [parameter], new Block([store], span), null, span);
    }

    private static FunctionDeclaration Method(
        string name, IReadOnlyList<Parameter> parameters, Block? body, Expression? value, TextSpan span) =>
        new(name, null, parameters, null, body, value, null, IsStatic: false, span, span);
}
