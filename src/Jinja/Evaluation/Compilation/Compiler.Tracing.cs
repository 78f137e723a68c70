using Tito.Jinja.Source;
using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>The additional work of a traced template. A template that is only rendered is compiled without any of it.</summary>
internal sealed partial class Compiler
{
    private static Evaluator TraceRead(Evaluator read) => frame =>
    {
        var value = read(frame);
        frame.Trace!.Read(value);
        return value;
    };

    private static Executor TraceText(Executor write, SourceSpan span) => frame =>
    {
        frame.Trace!.AddText(frame.State.Output.Length, span);
        return write(frame);
    };

    private static Executor TracePrint(Evaluator value, SourceSpan span) => frame =>
    {
        var (state, trace) = (frame.State, frame.Trace!);
        state.Charge(1);
        var outer = trace.BeginReads();
        var printed = value(frame);
        state.Position = span;
        trace.AddPrinted(state.Output.Length, span);
        trace.EndReads(outer);
        state.Output.Append(printed.ToText(state));
        return Flow.Next;
    };

    private Evaluator CompileTracedSet(Expression expression, Site site)
    {
        var value = CompileExpression(expression, site);
        return frame =>
        {
            var trace = frame.Trace!;
            var outer = trace.BeginReads();
            var assigned = value(frame);
            trace.Derive(assigned);
            trace.EndReads(outer);
            return assigned;
        };
    }
}
