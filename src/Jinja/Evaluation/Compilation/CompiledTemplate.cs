using System.Collections.Immutable;

namespace Tito.Jinja.Evaluation.Compilation;

/// <summary>A template ready to run.</summary>
/// <param name="Body">Its statements.</param>
/// <param name="SlotCount">The variables of its frame.</param>
/// <param name="ExternalNames">The names that it takes from the context, by the number that the code uses.</param>
internal sealed record CompiledTemplate(Executor Body, int SlotCount, ImmutableArray<string> ExternalNames)
{
    public void Run(Frame frame) => Body(frame);
}
