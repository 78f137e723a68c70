using Tito.Jinja.Source;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>A compiled loop.</summary>
internal sealed class LoopPlan
{
    public required SourceSpan Span { get; init; }

    public required LoopTest? Test { get; init; }

    /// <summary>Where <c>loop</c> lives, when the body reads it.</summary>
    public int? LoopSlot { get; set; }

    public Assigner Assign { get; set; } = static (_, _) => { };

    public Executor Body { get; set; } = static _ => Flow.Next;

    public ScopeEntry? Entry { get; set; }

    public Executor? Otherwise { get; set; }

    public ScopeEntry? OtherwiseEntry { get; set; }

    /// <summary>Runs the loop in a frame; the frame around it is the same unless the loop is recursive.</summary>
    public Flow Run(Frame frame, Value iterable, Frame outer, RecursiveLoop? recursion, int depth)
    {
        var state = frame.State;
        state.Position = Span;
        var items = Test is null ? iterable : new IteratorValue(Test.Filter(iterable, outer));
        var completed = LoopSlot is { } slot
            ? RunWithLoop(frame, new LoopValue(items, Iteration.Start(items), recursion, depth), slot)
            : RunPlain(frame, Iteration.Start(items));
        Entry!.Leave(frame);

        // Jinja2 clears the mark of an empty loop at the end of the body, which a continue or a break does not reach.
        return completed || Otherwise is null ? Flow.Next : RunOtherwise(frame);
    }

    private bool RunPlain(Frame frame, ValueIterator iterator)
    {
        var completed = false;
        while (iterator.Next() is { } item)
        {
            if (RunBody(frame, item, ref completed))
            {
                break;
            }
        }

        return completed;
    }

    private bool RunWithLoop(Frame frame, LoopValue loop, int slot)
    {
        var completed = false;
        while (loop.Advance() is { } item)
        {
            frame.Slots[slot] = loop;
            if (RunBody(frame, item, ref completed))
            {
                break;
            }
        }

        return completed;
    }

    /// <summary>Runs one iteration and says whether it broke out.</summary>
    private bool RunBody(Frame frame, Value item, ref bool completed)
    {
        frame.State.Charge(1);
        Assign(frame, item);
        Entry!.Enter(frame);
        var flow = frame.Trace is { } trace ? RunTraced(frame, item, trace) : Body(frame);
        completed |= flow == Flow.Next;
        return flow == Flow.Break;
    }

    private Flow RunTraced(Frame frame, Value item, OutputTrace trace)
    {
        var outer = trace.BeginIteration(item);
        var flow = Body(frame);
        trace.EndIteration(outer);
        return flow;
    }

    private Flow RunOtherwise(Frame frame)
    {
        OtherwiseEntry!.Enter(frame);
        var flow = Otherwise!(frame);
        OtherwiseEntry.Leave(frame);
        return flow;
    }
}
