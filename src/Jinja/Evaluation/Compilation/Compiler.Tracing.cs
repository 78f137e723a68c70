using Tito.Jinja.Syntax;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>What a traced template does besides. A template that is only rendered is compiled without any of it.</summary>
internal sealed partial class Compiler
{
    private static Evaluator TraceRead(Evaluator read) => frame =>
    {
        var value = read(frame);
        frame.State.Trace!.Read(value);
        return value;
    };

    private static Executor TraceText(Executor write, SourceSpan span) => frame =>
    {
        frame.State.Trace!.AddText(frame.State.Output.Length, span);
        return write(frame);
    };

    private static Executor TracePrint(Evaluator value, SourceSpan span) => frame =>
    {
        var state = frame.State;
        state.Charge(1);
        var outer = state.Trace!.BeginReads();
        var printed = value(frame);
        state.Position = span;
        state.Trace.AddPrinted(state.Output.Length, span);
        state.Trace.EndReads(outer);
        state.Write(printed);
        return Flow.Next;
    };

    private Evaluator CompileTracedSet(Expression expression, Site site)
    {
        var value = CompileExpression(expression, site);
        return frame =>
        {
            var trace = frame.State.Trace!;
            var outer = trace.BeginReads();
            var assigned = value(frame);
            trace.Derive(assigned);
            trace.EndReads(outer);
            return assigned;
        };
    }
}
