namespace Tito.Core.Trajectories;

/// <summary>A conversation of a session: the turns that grow from one that starts from an empty buffer.</summary>
/// <param name="Turn">The root.</param>
/// <param name="Kind">What it is for; null where neither the agent nor what it did says so.</param>
/// <param name="TurnCount">How many turns grow from the root, itself included: 1 or more.</param>
/// <param name="SampledCount">How many tokens were sampled in them, 0 or more.</param>
/// <param name="Follows">
/// The turn after which the line began anew here, as after a compaction: the one that was committed last of it before; null of a line's
/// first root, and where nobody named the line.
/// </param>
public sealed record SessionRoot(Turn Turn, LineKind? Kind, int TurnCount, int SampledCount, Turn? Follows);
