using Graphoid.Runtime.Values;

namespace Graphoid.Runtime.Execution;

internal sealed partial class Machine
{
    /// <summary>Trace frames kept per error: the innermost ones tell what happened, the outermost how it got there.</summary>
    private const int TraceFramesMax = 50;

    /// <summary>Finds the innermost handler above the floor and points its frame at it, or throws on.</summary>
    private void Unwind(GraphoidException failure, int floor)
    {
        if (failure.Error.Trace.Count == 0)
        {
            failure.Error.Trace = Trace();
        }

        while (_depth > floor)
        {
            ref var frame = ref _frames[_depth - 1];
            if (Collect(failure, ref frame))
            {
                return;
            }

            foreach (var handler in frame.Code.Handlers)
            {
                if (!handler.Covers(frame.Ip))
                {
                    continue;
                }

                _stack[frame.Base + handler.Slot] = Value.Of(failure.Error);
                _sp = frame.Base + frame.Code.SlotCount + handler.StackDepth;
                frame.Ip = handler.Target - 1;
                return;
            }

            EndImport(in frame, failure);
            if (_depth > 1)
            {
                _calls?.Left(frame, _frames[_depth - 2]);
            }

            // The place of the result, so that whoever called into this machine finds the stack as it was.
            _sp = frame.Base - 1;
            frame.Self = null;
            _depth--;
        }

        // A new exception, because rethrowing adds to the host's stack trace at every level of nested callbacks.
        throw new GraphoidException(failure.Error);
    }

    /// <summary>The error of a program that was ended because of its time, at the place where it was.</summary>
    internal GraphoidException TimeUp(TimeSpan time) => new(new ErrorValue(
        ErrorKind.Timeout, $"the program has not ended in the {time.TotalSeconds} s that it may take", RuntimeErrorIds.Cancelled)
    {
        Trace = Trace(),
    });

    private List<TraceFrame> Trace()
    {
        var trace = new List<TraceFrame>();
        for (var i = _depth - 1; i >= 0; i--)
        {
            if (trace.Count == TraceFramesMax)
            {
                i = 0;
            }

            ref var frame = ref _frames[i];
            if (frame.Function.Module.Origin.IsLibrary)
            {
                continue;
            }

            trace.Add(new TraceFrame(frame.Code.Name, frame.Code.Source, frame.Code.Spans[Math.Max(0, frame.Ip)]));
        }

        return trace;
    }
}
