using Graphoid.Language.Syntax;

namespace Graphoid.Runtime.Execution;

internal sealed partial class CodeGenerator
{
    private void Import(ImportStatement statement)
    {
        var path = _code.Name(statement.Path);
        var bindsNames = statement.Alias is null && statement.Items is null;
        _code.Emit(OpCode.Import, statement.Span, path);
        _code.Emit(OpCode.Imported, statement.Span, path, bindsNames ? 1 : 0);
        if (statement.Alias is { } alias)
        {
            Store(alias, alias.Span);
            return;
        }

        foreach (var item in statement.Items ?? [])
        {
            _code.Emit(OpCode.ImportMember, item.Span, _code.Name(item.Name));
            Store(item, item.Span);
        }

        _code.Emit(OpCode.Pop, statement.Span);
    }
}
