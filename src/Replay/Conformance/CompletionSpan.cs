using Tito.Core.Verification.Conformance;

namespace Tito.Replay.Conformance;

/// <summary>Where in a buffer a completion stands.</summary>
/// <param name="Turn">The turn that it belongs to.</param>
/// <param name="Start">The index of its first token.</param>
/// <param name="End">The index after its last.</param>
/// <param name="Said">What it says; null where the vector does not tell.</param>
internal sealed record CompletionSpan(int Turn, int Start, int End, SaidMessage? Said);
