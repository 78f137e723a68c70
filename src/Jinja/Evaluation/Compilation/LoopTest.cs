using Tito.Jinja.Evaluation.Scopes;
using Tito.Jinja.Values;
using Tito.Jinja.Values.Operations;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>The <c>if</c> of a loop.</summary>
internal sealed record LoopTest(Assigner Assign, Func<Frame, bool> Test, Evaluator Target, ScopeEntry Entry, FunctionLayout Function)
{
    /// <summary>
    /// The elements that pass, tested as they are asked for. What was unpacked goes on as a tuple, whatever it was before.
    /// </summary>
    public IEnumerable<Value> Filter(Value iterable, Frame outer)
    {
        var frame = outer.Inner(Function.SlotCount);
        Entry.Enter(frame);
        foreach (var item in Iteration.Walk(iterable, frame.State))
        {
            Assign(frame, item);
            if (Test(frame))
            {
                yield return Target(frame);
            }
        }
    }
}
