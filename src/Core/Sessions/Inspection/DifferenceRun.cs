using System.Collections.Immutable;

namespace Tito.Core.Sessions.Inspection;

/// <summary>Consecutive tokens of a difference.</summary>
/// <param name="Side">Which of the two has them.</param>
/// <param name="Ids">Their ids, 1 or more.</param>
/// <param name="Text">Their text; a character that they hold only a part of is U+FFFD.</param>
public sealed record DifferenceRun(DifferenceSide Side, ImmutableArray<int> Ids, string Text);
