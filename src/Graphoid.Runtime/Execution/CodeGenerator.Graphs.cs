using Graphoid.Language.Binding;
using Graphoid.Language.Syntax;
using Graphoid.Language.Text;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <content>Graph declarations and anonymous graphs.</content>
internal sealed partial class CodeGenerator
{
    private void DefineGraph(GraphDeclaration graph)
    {
        DefineGraph(graph, graph.Name, graph.Parent, graph.Members, graph.NameSpan, graph.Kind is { } kind ? [kind] : []);
    }

    private void DefineGraph(GraphExpression graph)
    {
        var kinds = new[] { graph.KindValue, graph.RulesetValue }.OfType<SymbolLiteral>().Select(kind => kind.Name);
        DefineGraph(graph, "graph", graph.Parent, [.. graph.OwnMembers], graph.Span, [.. kinds, .. graph.IsTree ? ["tree"] : Array.Empty<string>()]);
    }

    /// <param name="kinds">Direction and rulesets by name.</param>
    private void DefineGraph(
        SyntaxNode node,
        string name,
        Expression? parent,
        IReadOnlyList<GraphMember> members,
        TextSpan span,
        IReadOnlyList<string> kinds)
    {
        if (parent is null)
        {
            _code.Emit(OpCode.None, span);
        }
        else
        {
            Expression(parent);
        }

        ConfigurationItem[] settings = [.. members.OfType<ConfigureMember>().SelectMany(c => c.Items).Where(MethodSettings.Includes)];
        var methods = members.SelectMany(member => Methods(member, settings)).ToList();
        var setters = members.OfType<SetterMember>().Select(Setter).ToList();
        var initializer = Initializer(node, members);
        _code.Graphs.Add(new GraphDefinition(name, kinds, methods, setters, initializer));
        _code.Emit(OpCode.DefineGraph, span, _code.Graphs.Count - 1);
        _code.Emit(OpCode.RunInitializer, span, AddFunction(initializer));
    }

    private IEnumerable<FunctionCode> Methods(GraphMember member, ConfigurationItem[] settings)
    {
        switch (member)
        {
            case MethodMember m:
                var code = settings.Length == 0 ? Function(m.Function) : Configured(m.Function, settings);
                code.IsPrivate = m.IsPrivate;
                return [code];
            case ConfigureMember c:
                return [.. c.Accessors.Select(Function)];
            default:
                return [];
        }
    }

    private FunctionCode Setter(SetterMember setter)
    {
        var outside = _isInBlockLiteral;
        _isInBlockLiteral = false;
        var code = Function(setter, setter.Inputs, setter.Body, null, yieldsLast: false, isLambda: false);
        code.DropsResult = true;
        _isInBlockLiteral = outside;
        return code;
    }

    /// <summary>Runs once with the new graph as <c>self</c>: properties from top to bottom, then rules.</summary>
    private FunctionCode Initializer(SyntaxNode node, IReadOnlyList<GraphMember> members)
    {
        var outer = _code;
        _code = new CodeBuilder(_program.ScopeOf(node), _program.Unit.Source);
        foreach (var property in members.OfType<PropertyMember>())
        {
            Expression(property.Value);
            _code.Emit(OpCode.InitializeProperty, property.NameSpan, _code.Name(property.Name));
        }

        foreach (var rule in members.OfType<RuleMember>())
        {
            CallOnNewGraph("add_rule", [new SymbolLiteral(rule.Name, rule.Span), .. rule.Arguments], rule.Span);
        }

        foreach (var item in members.OfType<ConfigureMember>().SelectMany(c => c.Items))
        {
            CheckSetting(item);
        }

        _code.Emit(OpCode.ReturnNone, node.Span);
        var finished = _code.Finish();
        finished.DropsResult = true;
        _code = outer;
        return finished;
    }

    private void CallOnNewGraph(string method, IReadOnlyList<Expression> arguments, TextSpan span)
    {
        _code.Emit(OpCode.LoadSelf, span);
        _code.Depth++;
        Operands(arguments);
        _code.Depth--;
        _code.Emit(OpCode.CallMethod, span, arguments.Count, -1, _code.Name(method), _code.Cache());
        _code.Emit(OpCode.Pop, span);
    }

    /// <summary>A setting of the graph itself; what is neither that nor names accessors raises when the graph is made.</summary>
    private void CheckSetting(ConfigurationItem item)
    {
        if (PropertyAccessors.PropertiesOf(item) is not null || MethodSettings.Includes(item))
        {
            return;
        }

        if (Rules.GraphSettings.Names.Contains(item.Name))
        {
            if (item.Value is { } value)
            {
                Expression(value);
            }
            else
            {
                _code.Emit(OpCode.Constant, item.Span, _code.Constant(Value.True));
            }

            _code.Emit(OpCode.SetGraphSetting, item.Span, _code.Name(item.Name));
            return;
        }

        var known = string.Join(", ", PropertyAccessors.Settings.Select(s => $"`{s}`"));
        var text = PropertyAccessors.Settings.Contains(item.Name)
            ? $"ConfigError: `{item.Name}:` expected a symbol or a list of symbols"
            : $"ConfigError: a graph has no setting `{item.Name}`; it has {known}";
        _code.Emit(OpCode.Constant, item.Span, _code.Constant(Value.Of(text)));
        _code.Emit(OpCode.Raise, item.Span);
    }

    /// <summary><c>fn g.name() { }</c>: adds the method to the graph that the variable holds.</summary>
    private void AttachMethod(FunctionDeclaration function, NameExpression receiver)
    {
        Load(receiver, receiver.Span);
        _code.Emit(OpCode.AttachMethod, function.NameSpan, AddFunction(Function(function)));
    }
}
