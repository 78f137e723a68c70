using System.Text.Json;
using Tito.Core.Trajectories;
using Tito.Tests.Unit.Messages;
using Tito.Tests.Unit.Trajectories;

namespace Tito.Tests.Unit.Journals;

/// <summary>First turns with fields of a given size.</summary>
internal static class LargeTurns
{
    /// <summary>A turn whose recorded answer has so many bytes of JSON.</summary>
    public static Turn WithResponse(int byteCount) => Of(HandMade.First with
    {
        Exchange = HandMade.First.Exchange with { Response = Filled(byteCount) },
    });

    /// <summary>A turn whose recorded request and answer and whose messages have so many bytes of JSON each.</summary>
    public static Turn WithThreeFieldsOf(int byteCount) => Of(HandMade.First with
    {
        // Messages are stored as [MESSAGE,MESSAGE].
        Appended = [],
        Assistant = Chat.Assistant(new string('m', byteCount - """[{"role":"assistant","content":""}]""".Length)),
        Exchange = HandMade.First.Exchange with { Request = Filled(byteCount), Response = Filled(byteCount) },
    });

    /// <summary>A turn with one token's worth of routed experts for each of so many rows: 48 layers, 8 experts.</summary>
    public static Turn WithExperts(int rows)
    {
        var bytes = new byte[rows * 48 * 8 * sizeof(int)];
        new Random(7).NextBytes(bytes);
        return Of(HandMade.First with { RoutedExperts = new(0, 48, 8, bytes) });
    }

    private static Turn Of(TurnContent content) => Trajectory.Start(HandMade.Genesis).Restore(null, content).Active!;

    // {"x":"..."}
    private static JsonElement Filled(int byteCount) => JsonElement.Parse($$"""{"x":"{{new string('x', byteCount - 8)}}"}""");
}
