using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Values;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>A recursive loop with the frame that it was defined in: calling <c>loop</c> renders its body for other elements.</summary>
internal sealed class RecursiveLoop(LoopPlan plan, Frame outer, FunctionLayout function)
{
    /// <summary>The rendered loop.</summary>
    public string Render(Value iterable, int depth)
    {
        var state = outer.State;
        state.EnterCall();
        var frame = outer.Inner(function.SlotCount);
        var mark = state.Output.BeginCapture();
        plan.Run(frame, iterable, outer, this, depth);
        state.LeaveCall();
        return state.Output.EndCapture(mark);
    }
}
