using Graphoid.Language.Syntax;
using Pidgin;

namespace Graphoid.Language.Parsing;

/// <summary>Statements, members or arms up to the closing brace; after a mistake it goes on with the next one.</summary>
/// <remarks>Every mistake is reported once, at the innermost list that contains it: the rest of the entry up to the next
/// separator on the list's own bracket level is skipped. Ends before <c>}</c> or at the end of the text, and fails only
/// when a limit was hit.</remarks>
/// <param name="item">One entry.</param>
/// <param name="commas">Whether a comma separates entries too.</param>
/// <param name="end">What should stand behind an entry, for messages.</param>
/// <param name="begins">What surely begins the next entry, so that nothing need stand between; null where something must.</param>
internal sealed class RecoveringList<T>(Parser<Token, T> item, bool commas, string end, LookaheadTest? begins = null) : Rule<IReadOnlyList<T>>
{
    /// <inheritdoc />
    public override bool TryParse(ref ParseState<Token> state, ref PooledList<Expected<Token>> expecteds, out IReadOnlyList<T> result)
    {
        var context = ContextOf(ref state);
        var level = context.Depths[(int)state.Location];
        if (context.Tokens[(int)state.Location].Kind == TokenKind.CloseBrace)
        {
            // The list is empty: the brace itself stands one level further out.
            level++;
        }

        var items = new List<T>();
        result = items;
        while (true)
        {
            SkipSeparators(ref state);
            if (IsAtEnd(ref state))
            {
                return true;
            }

            if (item.TryParse(ref state, ref expecteds, out var value))
            {
                items.Add(value);
                if (IsAtEnd(ref state) || IsSeparator(state.Current.Kind)
                    || (begins?.Invoke(new Lookahead(context, (int)state.Location)) ?? false))
                {
                    continue;
                }

                Fail(ref state, end);
            }

            if (context.IsAborted)
            {
                return false;
            }

            SkipEntry(ref state, context, level, context.ReportFailure((int)state.Location));
        }
    }

    private bool IsSeparator(TokenKind kind) => kind == TokenKind.NewLine || (commas && kind == TokenKind.Comma);

    private static bool IsAtEnd(ref ParseState<Token> state) =>
        !state.HasCurrent || state.Current.Kind is TokenKind.End or TokenKind.CloseBrace;

    private void SkipSeparators(ref ParseState<Token> state)
    {
        while (state.HasCurrent && IsSeparator(state.Current.Kind))
        {
            state.Advance(1);
        }
    }

    private void SkipEntry(ref ParseState<Token> state, ParseContext context, int level, int from)
    {
        while (state.HasCurrent && state.Current.Kind != TokenKind.End)
        {
            var location = (int)state.Location;
            var depth = context.Depths[location];
            if (depth < level || (depth == level && location >= from && IsSeparator(state.Current.Kind)))
            {
                return;
            }

            state.Advance(1);
        }
    }
}
