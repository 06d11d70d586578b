namespace Graphoid.Runtime.Values;

/// <content>Several definitions of one name: overloads by number of parameters, clauses and guards (reference, section 5.1).</content>
/// <remarks>
/// The definitions form a chain in the order in which a call tries them: fewer parameters first, because a definition with
/// more of them takes the call only through its defaults; those with a rest parameter last, the longest of them first. Among
/// equals the guarded ones come before the one without a guard, otherwise the written order counts.
/// </remarks>
public sealed partial class FunctionValue
{
    /// <summary>Whether some definition takes this number of arguments.</summary>
    internal bool Accepts(int count)
    {
        for (var f = this; f is not null; f = f.Overload)
        {
            if (f.Code.Accepts(count))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first definition that takes this number of arguments; when none does, the one that lacks the fewest.</summary>
    internal FunctionValue ForArguments(int count)
    {
        if (Overload is null)
        {
            return this;
        }

        FunctionValue? nearest = null;
        var last = this;
        for (var f = this; f is not null; f = f.Overload)
        {
            if (f.Code.Accepts(count))
            {
                return f;
            }

            nearest ??= count < f.Code.RequiredParameters ? f : null;
            last = f;
        }

        return nearest ?? last;
    }

    /// <summary>The definition to try when this one has refused the arguments, or null.</summary>
    internal FunctionValue? NextFor(int count)
    {
        var isAccepting = Code.Accepts(count);
        for (var f = Overload; f is not null; f = f.Overload)
        {
            if (f.Code.Accepts(count) || (!isAccepting && Code.HasSameShape(f.Code)))
            {
                return f;
            }
        }

        return null;
    }

    /// <summary>The chain with this definition in its place; one of the same shape and condition is replaced.</summary>
    internal FunctionValue WithOverloadsOf(FunctionValue older)
    {
        var all = new List<FunctionValue>();
        for (var f = older; f is not null; f = f.Overload)
        {
            all.Add(f);
        }

        var same = all.FindIndex(f => Code.HasSameShape(f.Code) && f.Code.Condition == Code.Condition);
        if (same >= 0)
        {
            all[same] = this;
        }
        else
        {
            var at = all.FindIndex(f => Code.ComesBefore(f.Code));
            all.Insert(at < 0 ? all.Count : at, this);
        }

        FunctionValue? chain = null;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            // Copies, because somebody may hold the older chain.
            chain = new FunctionValue(all[i].Code, all[i].Module, all[i].Captured, all[i].Self, all[i].Home) { Overload = chain };
        }

        return chain!;
    }
}
