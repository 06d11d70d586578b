using Graphoid.Runtime.Library;
using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

/// <summary>Which parameter of a built-in each argument of one call site goes to.</summary>
/// <param name="Entry">The built-in the plan was made for.</param>
/// <param name="Targets">One per argument.</param>
/// <param name="Size">Number of bound values: parameters, then rest arguments.</param>
internal sealed record ArgumentPlan(NativeEntry Entry, int[] Targets, int Size)
{
    /// <summary>Positional arguments fill the next free positional parameter, named ones theirs (reference, section 5.2).</summary>
    /// <exception cref="GraphoidException">Unknown, doubled, missing or surplus arguments.</exception>
    public static ArgumentPlan Make(NativeEntry entry, int count, string?[]? names)
    {
        var fixedCount = entry.ParameterCount - (entry.HasRest ? 1 : 0);
        var taken = new bool[fixedCount];
        var targets = new int[count];
        var position = 0;
        var rest = 0;
        for (var i = 0; i < count; i++)
        {
            if (names?[i] is { } name)
            {
                targets[i] = Named(entry, name, fixedCount, taken);
                continue;
            }

            while (position < fixedCount && (entry.Parameters[position].IsNamedOnly || taken[position]))
            {
                position++;
            }

            targets[i] = position < fixedCount ? position
                : entry.HasRest ? fixedCount + rest++
                : throw Machine.WrongCount(entry, count);
            if (position < fixedCount)
            {
                taken[position] = true;
            }
        }

        for (var p = 0; p < fixedCount; p++)
        {
            if (!taken[p] && !entry.Parameters[p].IsOptional && !entry.Parameters[p].IsNamedOnly)
            {
                throw Machine.WrongCount(entry, count);
            }
        }

        return new ArgumentPlan(entry, targets, fixedCount + rest);
    }

    private static int Named(NativeEntry entry, string name, int fixedCount, bool[] taken)
    {
        for (var p = 0; p < fixedCount; p++)
        {
            if (entry.Parameters[p].Takes(name))
            {
                if (taken[p])
                {
                    throw Machine.GivenTwice(entry.Name, name);
                }

                taken[p] = true;
                return p;
            }
        }

        throw Machine.UnknownArgument(entry.Name, name, entry.Parameters.Take(fixedCount).Select(p => p.Name));
    }
}
