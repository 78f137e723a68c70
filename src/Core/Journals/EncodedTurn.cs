using Tito.Core.Trajectories;

namespace Tito.Core.Journals;

/// <summary>A new turn beside its row. It is encoded before a store is asked, so that no store holds a lock meanwhile.</summary>
/// <param name="Turn">The turn as the session will have it; not stored yet.</param>
/// <param name="Row">What a store keeps of it.</param>
public sealed record EncodedTurn(Turn Turn, TurnRow Row)
{
    /// <summary>Encodes a turn.</summary>
    public static EncodedTurn Of(Turn turn) => new(turn, TurnRowCodec.Encode(turn));
}
